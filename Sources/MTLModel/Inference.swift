import MTLKernels

extension MultiTaskModel {
  /// The summed, unscaled loss of each term of each head, without dropout; none for a head whose
  /// batch is nil.
  /// Throws where there is no memory for the activations.
  public func losses(
    _ text: TextRows, _ batches: [HeadBatch?]
  ) throws(ArenaError) -> [[Double]] {
    try infer(text, batches, answering: false).map(\.losses)
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
    let firsts = text.packing.starts.map(Int32.init)
    let batch = HeadBatch(rows: firsts, lengths: firsts.map { _ in 1 })
    let width = configuration.hiddenSize
    let arena = try activations.prepared { arena in
      _ = Encoder.Activations(arena, text.packing, configuration, forBackward: false)
      _ = HeadInput(arena, [.pooled], batch, pooler, hidden: width)
    }
    let kept = Encoder.Activations(arena, text.packing, configuration, forBackward: false)
    encoder.forward(text, nil, kept)
    let input = HeadInput(arena, [.pooled], batch, pooler, hidden: width)
    input.forward(kept.output, batch, pooler)
    return (input.x[0].values, kept.output.values)
  }

  /// One pass of the encoder, then every drawn head.
  private func infer(
    _ text: TextRows, _ batches: [HeadBatch?], answering: Bool
  ) throws(ArenaError) -> [Answer] {
    var answers = heads.map { _ in Answer() }
    guard isDrawn(batches) else { return answers }
    let arena = try activations.prepared { arena in
      _ = Encoder.Activations(arena, text.packing, configuration, forBackward: false)
      forEachHead(batches) { head, batch, _ in cut(head, arena, batch, answering: answering) }
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
      let input = HeadInput(arena, head.feeds, batch, pooler, hidden: hidden.columns)
      let kept = head.activations(arena, batch, answering: answering)
      input.forward(hidden, batch, pooler)
      let losses = head.forward(input.x, batch, nil, kept)
      guard answering else { return Answer(losses: losses) }
      var output = head.output(input.x, batch, kept)
      output.losses = losses
      return Answer(losses: losses, output: output)
    }
  }
}

/// What one head says of one batch.
private struct Answer {
  var losses: [Double] = []
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
  func cut(_ head: some Head, _ arena: Arena, _ batch: HeadBatch, answering: Bool) {
    arena.scratch {
      _ = HeadInput(arena, head.feeds, batch, pooler, hidden: configuration.hiddenSize)
      _ = head.activations(arena, batch, answering: answering)
    }
  }

  /// What each term of each head's loss counts in its batch; none for a head whose batch is nil.
  public func valid(_ batches: [HeadBatch?]) -> [[Int]] {
    zip(heads, batches).map { head, batch in batch.map { head.valid($0) } ?? [] }
  }
}
