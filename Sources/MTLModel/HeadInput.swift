import MTLKernels

/// The rows that one head reads, a feed each: gathered from the encoder's, and through the pooler if
/// the feed asks.
struct HeadInput {
  let x: [Matrix]  // [rows, width] a feed, as the head reads them
  let gradients: [Matrix]  // [rows, width] a feed, of x
  private let feeds: [Feed]

  init(
    _ arena: Arena, _ feeds: [HeadFeed], _ batch: HeadBatch, _ pooler: Pooler?, hidden: Int
  ) {
    precondition(feeds.count == batch.inputs.count, "rows for each feed")
    self.feeds = zip(feeds, batch.inputs).map { feed, input in
      Feed(arena, isPooled: feed == .pooled && pooler != nil, rows: input.rows.count, hidden)
    }
    x = self.feeds.map(\.x)
    gradients = self.feeds.map(\.gradient)
  }

  /// hidden: [tokens, hidden].
  func forward(_ hidden: Matrix, _ batch: HeadBatch, _ pooler: Pooler?) {
    for (feed, input) in zip(feeds, batch.inputs) {
      gather(hidden, input.rows, into: feed.rows)
      if feed.isPooled, let pooler { pooler.forward(feed.rows, into: feed.x) }
    }
  }

  /// Adds to dHidden: [tokens, hidden], and to the pooler's gradients.
  func backward(_ batch: HeadBatch, _ pooler: Pooler?, addingTo dHidden: Matrix) {
    for (feed, input) in zip(feeds, batch.inputs) {
      if feed.isPooled, let pooler {
        pooler.backward(feed.gradient, input: feed.rows, output: feed.x, into: feed.rowGradient)
      }
      scatter(feed.rowGradient, input.rows, addingTo: dHidden)
    }
  }
}

/// What one feed needs.
private struct Feed {
  let isPooled: Bool
  let rows: Matrix  // [rows, hidden], as the encoder left them
  let x: Matrix
  let gradient: Matrix
  let rowGradient: Matrix  // [rows, hidden], of rows

  init(_ arena: Arena, isPooled: Bool, rows count: Int, _ hidden: Int) {
    self.isPooled = isPooled
    rows = arena.take(count, hidden)
    gradient = arena.take(count, hidden)
    x = isPooled ? arena.take(count, hidden) : rows
    rowGradient = isPooled ? arena.take(count, hidden) : gradient
  }
}
