import MTLKernels

extension MultiTaskModel {
  /// The summed, unscaled loss of each head, without dropout; 0 for a head whose batch is nil.
  /// Throws where there is no memory for the activations.
  public func losses(
    _ text: TextRows, _ batches: [HeadBatch?]
  ) throws(ArenaError) -> [Double] {
    try infer(text, batches, answering: false).map(\.loss)
  }

  /// What each head says; nil for a head whose batch is nil. Throws where there is no memory for the
  /// activations.
  public func predict(
    _ text: TextRows, _ batches: [HeadBatch?]
  ) throws(ArenaError) -> [HeadOutput?] {
    try infer(text, batches, answering: true).map(\.output)
  }

  /// The features of the sequences ([sequences, hidden]: through the pooler, else the first rows) and
  /// of their tokens ([tokens, hidden]). Throws where there is no memory for the activations.
  public func encode(
    _ text: TextRows
  ) throws(ArenaError) -> (pooled: [Float], sequence: [Float]) {
    let (count, width) = (text.packing.lengths.count, configuration.hiddenSize)
    let arena = try activations.prepared { arena in
      _ = Encoder.Activations(arena, text.packing, configuration, forBackward: false)
      _ = HeadInput(arena, .pooled, pooler, rows: count, width)
    }
    let kept = Encoder.Activations(arena, text.packing, configuration, forBackward: false)
    encoder.forward(text, nil, kept)
    let feed = HeadInput(arena, .pooled, pooler, rows: count, width)
    feed.forward(kept.output, text.packing.starts.map(Int32.init), pooler)
    return (feed.x.values, kept.output.values)
  }

  /// One pass of the encoder, then every drawn head.
  private func infer(
    _ text: TextRows, _ batches: [HeadBatch?], answering: Bool
  ) throws(ArenaError) -> [Answer] {
    var answers = heads.map { _ in Answer() }
    guard isDrawn(batches) else { return answers }
    let arena = try activations.prepared { arena in
      _ = Encoder.Activations(arena, text.packing, configuration, forBackward: false)
      forEachHead(batches) { head, batch, _ in cut(head, arena, rows: batch.rows.count) }
    }
    let kept = Encoder.Activations(arena, text.packing, configuration, forBackward: false)
    encoder.forward(text, nil, kept)
    forEachHead(batches) { head, batch, i in
      answers[i] = answer(head, batch, arena, hidden: kept.output, answering: answering)
    }
    return answers
  }

  private func answer(
    _ head: some Head, _ batch: HeadBatch, _ arena: Arena, hidden: Matrix, answering: Bool
  ) -> Answer {
    arena.scratch {
      let feed = HeadInput(arena, head.feed, pooler, rows: batch.rows.count, hidden.columns)
      let kept = head.activations(arena, rows: batch.rows.count)
      feed.forward(hidden, batch.rows, pooler)
      let loss = head.forward(feed.x, batch, nil, kept)
      guard answering else { return Answer(loss: loss) }
      var output = head.output(batch, kept)
      output.loss = loss
      return Answer(loss: loss, output: output)
    }
  }
}

/// What one head says of one batch.
private struct Answer {
  var loss = 0.0
  var output: HeadOutput?
}

extension MultiTaskModel {
  /// Whether any head has a batch; an empty one is a batch, whose answer is empty.
  func isDrawn(_ batches: [HeadBatch?]) -> Bool {
    precondition(batches.count == heads.count, "a batch or nil a head")
    return batches.contains { $0 != nil }
  }

  func forEachHead(_ batches: [HeadBatch?], _ body: (any Head, HeadBatch, Int) -> Void) {
    for (i, batch) in batches.enumerated() {
      if let batch { body(heads[i], batch, i) }
    }
  }

  /// Takes what one head needs and gives it back: for measuring.
  func cut(_ head: some Head, _ arena: Arena, rows: Int) {
    arena.scratch {
      _ = HeadInput(arena, head.feed, pooler, rows: rows, configuration.hiddenSize)
      _ = head.activations(arena, rows: rows)
    }
  }
}
