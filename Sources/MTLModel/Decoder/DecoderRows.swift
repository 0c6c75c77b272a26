import MTLKernels

/// The sequences that a decoder reads, end to end, and the memory that each of them sees.
struct DecoderRows: Equatable {
  let ids: [Int32]  // [tokens]
  let positions: [Int32]  // [tokens], counted from 0 in each sequence
  /// Each token sees its own sequence up to itself.
  let own: Spans
  /// Each token sees all of its instance's memory.
  let memory: Spans

  /// `memory` is the rows of memory that each sequence sees, which lie end to end.
  init(ids: [Int32], lengths: [Int], memory: [Int]) {
    self.ids = ids
    positions = lengths.flatMap { 0..<Int32($0) }
    own = Spans(lengths: lengths, isCausal: true)
    self.memory = Spans(queries: lengths, keys: memory)
  }

  var tokens: Int { own.queryRows }
}
