import MTLKernels

/// What one pass asks of an encoder, whose outputs are counted in levels: level 0 is what the
/// embeddings give, level i what layer i gives, counted from 1.
struct EncoderUse: Equatable {
  /// The levels that heads read; there is at least one.
  let read: Set<Int>
  /// The lowest part that gets a gradient: 0 the embeddings, i layer i. Nil without backward.
  let lowestTrained: Int?
  /// In which format the layers multiply.
  var precision = Precision.float32

  /// Nothing above it is computed.
  var top: Int { read.max() ?? 0 }

  /// Whether the level's output is still needed when the next but one has been computed.
  func keeps(_ level: Int) -> Bool {
    read.contains(level) || lowestTrained.map { level >= $0 - 1 } ?? false
  }

  /// Whether something below the level's output is trained.
  func trains(_ level: Int) -> Bool { lowestTrained.map { level >= $0 } ?? false }
}
