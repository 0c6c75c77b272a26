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
    guard isDrawn(batches) else { return heads.map { _ in [] } }
    let arena = try activations.prepared { arena in
      _ = Encoder.Activations(arena, text.packing, configuration, forBackward: trainsEncoder)
      forEachHead(batches) { head, batch, _ in cut(head, arena, batch, answering: false) }
    }
    let kept = Encoder.Activations(
      arena, text.packing, configuration, forBackward: trainsEncoder)
    let gradient = kept.levelGradients[kept.use.top]
    encoder.forward(text, dropout.map { $0(0) }, kept)
    if let gradient { zero(gradient) }
    var losses = heads.map { _ in [Double]() }
    forEachHead(batches) { head, batch, i in
      losses[i] = train(
        head, batch, dropout.map { $0(1)(i) }, arena, hidden: kept.output, addingTo: gradient)
    }
    encoder.backward(text, dropout.map { $0(0) }, kept)
    store.zeroFrozenGradients()
    return losses
  }

  /// One head's forward and backward; its memory is the next head's when it is done.
  private func train(
    _ head: some Head, _ batch: HeadBatch, _ random: RandomKey?, _ arena: Arena, hidden: Matrix,
    addingTo gradient: Matrix?
  ) -> [Double] {
    arena.scratch {
      let input = HeadInput(arena, head.feeds, batch, pooler, hidden: hidden.columns)
      let kept = head.activations(arena, batch, answering: false)
      input.forward(hidden, batch, pooler)
      let losses = head.forward(input.x, batch, random, kept)
      head.backward(input.x, batch, random, kept, into: input.gradients)
      if let gradient { input.backward(batch, pooler, addingTo: gradient) }
      return losses
    }
  }
}
