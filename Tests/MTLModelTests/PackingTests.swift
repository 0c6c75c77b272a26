import MTLModel
import Testing

@Test func packingLaysSequencesEndToEnd() {
  let packing = Packing(lengths: [3, 1, 2])
  #expect(packing.starts == [0, 3, 4])
  #expect(packing.tokens == 6)
  #expect(packing.pairs == 14)
}
