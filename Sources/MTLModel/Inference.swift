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
    let (width, layers) = (configuration.hiddenSize, configuration.layers)
    let path = FeedPath(layers: layers, pooler: pooler)
    let use = EncoderUse(read: [layers], lowestTrained: nil, precision: precision)
    let arena = try activations.prepared { arena in
      _ = Encoder.Activations(arena, text, configuration, use)
      _ = HeadInput(arena, [path], batch, use, hidden: width)
    }
    store.pack()
    let kept = Encoder.Activations(arena, text, configuration, use)
    encoder.forward(text, nil, kept)
    let input = HeadInput(arena, [path], batch, use, hidden: width)
    input.forward(kept)
    return (input.x[0].values, kept.output.values)
  }

  /// One pass of the encoder, then every drawn head.
  private func infer(
    _ text: TextRows, _ batches: [HeadBatch?], answering: Bool
  ) throws(ArenaError) -> [Answer] {
    var answers = heads.map { _ in Answer() }
    guard isDrawn(batches) else { return answers }
    let use = use(of: batches, text, lowestTrained: nil)
    let arena = try activations.prepared { arena in
      _ = Encoder.Activations(arena, text, configuration, use)
      forEachHead(batches) { cut($0, $1, arena, use, answering: answering, $2) }
    }
    store.pack()
    let kept = Encoder.Activations(arena, text, configuration, use)
    encoder.forward(text, nil, kept)
    forEachHead(batches) { head, batch, i in
      answers[i] = answer(head, batch, i, arena, kept, answering: answering)
    }
    return answers
  }

  private func answer(
    _ head: some Head, _ batch: HeadBatch, _ i: Int, _ arena: Arena,
    _ encoder: Encoder.Activations, answering: Bool
  ) -> Answer {
    arena.scratch {
      let input = HeadInput(
        arena, paths[i], batch, encoder.use, hidden: configuration.hiddenSize)
      let kept = head.activations(arena, batch, answering: answering)
      input.forward(encoder)
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

  /// What the drawn heads ask of the encoder.
  func use(of batches: [HeadBatch?], _ text: TextRows, lowestTrained: Int?) -> EncoderUse {
    let feeds = zip(batches, paths).flatMap { batch, paths in
      zip(paths, batch?.inputs ?? []).map { (path: $0, rows: $1.rows) }
    }
    return EncoderUse(
      feeds, tokens: text.packing.tokens, layers: configuration.layers,
      lowestTrained: lowestTrained, precision,
      recomputes: recomputes && lowestTrained != nil)
  }

  /// Takes what one head needs and gives it back: for measuring.
  func cut(
    _ head: some Head, _ batch: HeadBatch, _ arena: Arena, _ use: EncoderUse, answering: Bool,
    _ i: Int
  ) {
    arena.scratch {
      _ = HeadInput(arena, paths[i], batch, use, hidden: configuration.hiddenSize)
      _ = head.activations(arena, batch, answering: answering)
    }
  }

  /// What each term of each head's loss counts in its batch; none for a head whose batch is nil.
  public func valid(_ batches: [HeadBatch?]) -> [[Int]] {
    zip(heads, batches).map { head, batch in batch.map { head.valid($0) } ?? [] }
  }

  /// What each term of each head's loss is divided by to be a mean; none for a head whose batch is nil.
  public func divisors(_ batches: [HeadBatch?]) -> [[Double]] {
    zip(heads, batches).map { head, batch in batch.map { head.divisors($0) } ?? [] }
  }

  /// Gives each head what an evaluation has chosen for it.
  public func tune(_ numbers: [[Float]?]) {
    for (head, numbers) in zip(heads, numbers) {
      if let numbers { head.tune(numbers) }
    }
  }
}
