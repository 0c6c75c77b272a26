import MTLData
import Testing

@Suite struct ChainTests {
  @Test func parses() throws {
    #expect(try Chain(parsing: "a|b&c").groups == [["a"], ["b", "c"]])
  }
}
