import MTLKernels

/// The rows that one head reads: gathered from the encoder's, and through the pooler if it asks.
struct HeadInput {
  let rows: Matrix  // [rows, hidden], as the encoder left them
  let x: Matrix  // [rows, hidden], as the head reads them
  let gradient: Matrix  // [rows, hidden], of x
  let rowGradient: Matrix  // [rows, hidden], of rows
  private let isPooled: Bool

  init(_ arena: Arena, _ feed: HeadFeed, _ pooler: Pooler?, rows count: Int, _ hidden: Int) {
    isPooled = feed == .pooled && pooler != nil
    rows = arena.take(count, hidden)
    gradient = arena.take(count, hidden)
    x = isPooled ? arena.take(count, hidden) : rows
    rowGradient = isPooled ? arena.take(count, hidden) : gradient
  }

  /// hidden: [tokens, hidden].
  func forward(_ hidden: Matrix, _ indices: [Int32], _ pooler: Pooler?) {
    gather(hidden, indices, into: rows)
    if isPooled, let pooler { pooler.forward(rows, into: x) }
  }

  /// Adds to dHidden: [tokens, hidden], and to the pooler's gradients.
  func backward(_ indices: [Int32], _ pooler: Pooler?, addingTo dHidden: Matrix) {
    if isPooled, let pooler {
      pooler.backward(gradient, input: rows, output: x, into: rowGradient)
    }
    scatter(rowGradient, indices, addingTo: dHidden)
  }
}
