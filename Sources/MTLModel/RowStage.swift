import MTLKernels

/// One stage of the way from the encoder to a head: rows of one width in, rows of another out.
public protocol RowStage {
  associatedtype Activations

  /// The width of the rows that leave it.
  var width: Int { get }
  /// Whether any of its parameters may change.
  var isTrained: Bool { get }

  /// Cuts what one batch needs.
  func activations(_ arena: Arena, rows: Int) -> Activations

  /// x: [rows, input] → y: [rows, width].
  func forward(_ x: Matrix, _ kept: Activations, into y: Matrix)

  /// dy: [rows, width], which may be overwritten → dx: [rows, input]. Adds to the gradients.
  func backward(
    _ dy: Matrix, input x: Matrix, output y: Matrix, _ kept: Activations, into dx: Matrix)
}

extension RowStage where Activations == Void {
  public func activations(_ arena: Arena, rows: Int) {}
}

/// A stage with the matrices of one batch.
protocol Passage {
  var y: Matrix { get }
  var dy: Matrix { get }
  var isTrained: Bool { get }
  func forward()
  func backward()
}

extension RowStage {
  /// The stage made ready to turn x into `y`, and the gradient `dy` into dx.
  func passage(_ arena: Arena, x: Matrix, dx: Matrix) -> any Passage {
    StagePassage(
      stage: self, kept: activations(arena, rows: x.rows), x: x, dx: dx,
      y: arena.take(x.rows, width), dy: arena.take(x.rows, width))
  }
}

private struct StagePassage<Stage: RowStage>: Passage {
  let stage: Stage
  let kept: Stage.Activations
  let x: Matrix
  let dx: Matrix
  let y: Matrix
  let dy: Matrix

  var isTrained: Bool { stage.isTrained }
  func forward() { stage.forward(x, kept, into: y) }
  func backward() { stage.backward(dy, input: x, output: y, kept, into: dx) }
}
