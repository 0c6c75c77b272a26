import MTLKernels

/// What one step of decoding needs beside the cache.
struct DecoderStep {
  let memory: Spans
  let x, a, b: Matrix  // [hypotheses, hidden]
  let q, context: Matrix  // [hypotheses, hidden]
  let norm: LayerNorm.Activations
  let feedForward: FeedForward.Activations
  let logits: Matrix  // [hypotheses, outputs]

  /// `lengths` is how many hypotheses each instance has, `memory` its rows of memory.
  init(
    _ arena: Arena, lengths: [Int], memory rows: [Int], outputs: Int,
    _ sizes: EncoderConfiguration
  ) {
    memory = Spans(queries: lengths, keys: rows)
    let (count, hidden) = (memory.queryRows, sizes.hiddenSize)
    x = arena.take(count, hidden)
    a = arena.take(count, hidden)
    b = arena.take(count, hidden)
    q = arena.take(count, hidden)
    context = arena.take(count, hidden)
    norm = .init(arena, tokens: count, hidden: hidden)
    feedForward = .init(arena, tokens: count, sizes)
    logits = arena.take(count, outputs)
  }
}

extension Decoder {
  /// Fills the memory's part of the cache.
  func remember(_ memory: Matrix, _ cache: DecoderCache) {
    for (i, layer) in layers.enumerated() {
      layer.cross.attention.key.forward(memory, into: cache.memoryKeys[i])
      layer.cross.attention.value.forward(memory, into: cache.memoryValues[i])
    }
  }

  /// Reads one token of each hypothesis; `work.logits` is what ``forward(_:_:_:_:)`` of the whole
  /// sequences and ``output`` would say of it.
  func advance(_ step: BeamSearch.Step, _ cache: inout DecoderCache, _ work: DecoderStep) {
    let places = [Int32](repeating: Int32(cache.steps), count: step.tokens.count)
    embeddings.forward(step.tokens, places, nil, work.norm, into: work.x)
    let rows = cache.grow(step)
    for (i, layer) in layers.enumerated() {
      let attention = layer.own.attention
      attention.query.forward(work.x, into: work.q)
      attention.key.forward(work.x, into: cache.keys[i][rows: rows])
      attention.value.forward(work.x, into: cache.values[i][rows: rows])
      attend(
        work.q, cache.keys[i], cache.values[i], paths: cache.paths, heads: attention.heads,
        into: work.context)
      layer.own.finish(work.x, .float32(work.context), nil, work.norm, into: Features(work.a))

      layer.cross.attention.query.forward(work.a, into: work.q)
      attend(
        work.q, cache.memoryKeys[i], cache.memoryValues[i], work.memory, heads: attention.heads,
        dropout: nil, probabilities: nil, into: work.context)
      layer.cross.finish(work.a, .float32(work.context), nil, work.norm, into: Features(work.b))
      layer.feedForward.forward(
        Features(work.b), nil, work.feedForward, into: Features(work.x))
    }
    output.forward(work.x, into: work.logits)
  }
}
