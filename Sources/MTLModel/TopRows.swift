import MTLKernels

/// The highest layer where heads read only some rows of its output: it makes queries, and all that
/// follows from them, of those rows alone. Keys and values are made of all rows.
struct TopRows {
  let rows: [Int32]
  let spans: Spans
  let x: Features  // [rows, hidden], the layer's input
  let layer: EncoderLayer.Activations
  let gradients: EncoderLayer.Gradients?
  /// The gradient of all rows of the layer's input, where no head adds to one.
  let dMemory: Matrix?  // [tokens, hidden]

  init(
    _ arena: Arena, _ rows: [Int32], _ lengths: [Int], _ sizes: EncoderConfiguration,
    _ use: EncoderUse
  ) {
    let isTrained = use.trains(use.top)
    self.rows = rows
    spans = Spans(lengths: lengths, rows: rows)
    x = Features(arena, rows.count, sizes.hiddenSize, use.precision)
    layer = .init(arena, spans, sizes, use.precision, forBackward: isTrained)
    gradients = isTrained ? .init(arena, spans, sizes, use.precision) : nil
    let isAdded = use.read.contains(use.top - 1) && use.trains(use.top - 1)
    dMemory = isTrained && !isAdded ? arena.take(spans.keyRows, sizes.hiddenSize) : nil
  }

  /// memory: [tokens, hidden] → y: [rows, hidden].
  func forward(
    _ layer: EncoderLayer, _ memory: Features, _ random: RandomKey?, into y: Features
  ) {
    gather(memory.rows, rows, into: x.rows)
    copy(x.rows, into: x.factor)
    layer.forward(x, memory, spans, random, self.layer, into: y)
  }

  /// The gradient of the layer's input, [tokens, hidden], from dy, which is overwritten: added to the
  /// `read` gradient of the heads that read the input too.
  func backward(
    _ layer: EncoderLayer, _ dy: Matrix, input memory: Features, _ random: RandomKey?,
    addingTo read: Matrix?
  ) -> Matrix? {
    guard let gradients, let dMemory = read ?? dMemory else { return nil }
    if read == nil { zero(dMemory) }
    layer.backward(
      dy, input: x, memory, spans, random, self.layer, gradients, addingTo: dMemory)
    scatter(dy, rows, addingTo: dMemory)
    return dMemory
  }
}
