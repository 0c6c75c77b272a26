import MTLKernels

extension MultiTaskModel {
  /// Forward, loss and backward: adds to the gradients, and answers the summed, unscaled loss of each
  /// term of each head; none for a head that was not drawn (its batch is nil), which gets no
  /// gradient.
  ///
  /// Dropout follows the key; without one nothing is dropped. With `trainsEncoder` false, encoder and
  /// pooler are frozen: they get no gradient, and none is computed. Throws where there is no memory
  /// for the activations.
  public func step(
    _ text: TextRows, _ batches: [HeadBatch?], dropout: RandomKey?, trainsEncoder: Bool = true
  ) throws(ArenaError) -> [[Double]] {
    precondition(store.isTraining, "prepareTraining() comes before step()")
    store.unpack()
    guard isDrawn(batches) else { return heads.map { _ in [] } }
    let use = use(of: batches, text, lowestTrained: trainsEncoder ? lowestTrained : nil)
    let arena = try activations.prepared { arena in
      _ = Encoder.Activations(arena, text, configuration, use)
      forEachHead(batches) { cut($0, $1, arena, use, answering: false, $2) }
    }
    return store.freezing(trainsEncoder ? 0..<0 : encoderRange) {
      let kept = Encoder.Activations(arena, text, configuration, use)
      Profile.phase("forward") { encoder.forward(text, dropout.map { $0(0) }, kept) }
      for case let gradient? in kept.levelGradients { zero(gradient) }
      var losses = heads.map { _ in [Double]() }
      Profile.phase("heads") {
        forEachHead(batches) { head, batch, i in
          losses[i] = train(head, batch, i, dropout.map { $0(1)(i) }, arena, kept)
        }
      }
      Profile.phase("backward") { encoder.backward(text, dropout.map { $0(0) }, kept) }
      return losses
    }
  }

  /// One head's forward and backward; its memory is the next head's when it is done.
  private func train(
    _ head: some Head, _ batch: HeadBatch, _ i: Int, _ random: RandomKey?, _ arena: Arena,
    _ encoder: Encoder.Activations
  ) -> [Double] {
    arena.scratch {
      let input = HeadInput(
        arena, paths[i], batch, encoder.use, hidden: configuration.hiddenSize)
      let kept = head.activations(arena, batch, answering: false)
      input.forward(encoder)
      let losses = head.forward(input.x, batch, random, kept)
      head.backward(input.x, batch, random, kept, into: input.gradients)
      input.backward(encoder)
      return losses
    }
  }
}
