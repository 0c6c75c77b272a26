import MTLKernels

/// The rows that one head reads of a batch, a feed each, at the end of their ``FeedPath``.
struct HeadInput {
  let x: [Matrix]  // [rows, width] a feed, as the head reads them
  let gradients: [Matrix]  // [rows, width] a feed, of x
  private let feeds: [Feed]

  init(
    _ arena: Arena, _ paths: [FeedPath], _ batch: HeadBatch, _ use: EncoderUse, hidden: Int
  ) {
    precondition(paths.count == batch.inputs.count, "rows for each feed")
    feeds = zip(paths, batch.inputs).map {
      Feed(arena, $0, rows: use.places(of: $1.rows, $0.choice), hidden)
    }
    x = feeds.map { $0.passages.last?.y ?? $0.rows }
    gradients = feeds.map { $0.passages.last?.dy ?? $0.dRows }
  }

  func forward(_ encoder: Encoder.Activations) {
    for feed in feeds { feed.forward(encoder.hidden) }
  }

  /// Adds to the gradients of the levels that have one, and to those of every stage.
  func backward(_ encoder: Encoder.Activations) {
    for feed in feeds { feed.backward(encoder.hidden, addingTo: encoder.levelGradients) }
  }
}

/// One feed of a batch.
private struct Feed {
  let choice: LevelChoice
  /// Where its rows lie in the level; without any, nothing is computed.
  let indices: [Int32]
  let mix: LayerMix.Activations?
  let rows: Matrix  // [rows, hidden], as the encoder left them
  let dRows: Matrix  // [rows, hidden]
  let passages: [any Passage]

  init(_ arena: Arena, _ path: FeedPath, rows indices: [Int32], _ hidden: Int) {
    (choice, self.indices) = (path.choice, indices)
    mix = choice.activations(arena)
    rows = arena.take(indices.count, hidden)
    dRows = arena.take(indices.count, hidden)
    var (x, dx) = (rows, dRows)
    passages = path.stages.map { stage in
      let passage = stage.passage(arena, x: x, dx: dx)
      (x, dx) = (passage.y, passage.dy)
      return passage
    }
  }

  func forward(_ hidden: [Matrix]) {
    guard !indices.isEmpty else { return }
    choice.forward(hidden, indices, mix, into: rows)
    for passage in passages { passage.forward() }
  }

  /// Goes back as far as something is trained.
  func backward(_ hidden: [Matrix], addingTo gradients: [Matrix?]) {
    guard !indices.isEmpty else { return }
    let reachesEncoder = choice.needsGradient(gradients)
    let needed = reachesEncoder ? passages[...] : passages.drop { !$0.isTrained }
    for passage in needed.reversed() { passage.backward() }
    if reachesEncoder {
      choice.backward(dRows, hidden, indices, mix, addingTo: gradients)
    }
  }
}
