import MTLKernels

/// The one check of every backward pass: stored gradients against two-sided differences of the loss.
///
/// Every element of a matrix is moved by ±`step`. A disagreement counts relative to the largest
/// gradient of its matrix, or to `floor` where that is smaller (a gradient that is zero in exact
/// arithmetic is rounding noise). In float32 a right gradient stays below 2e-3.
public struct GradientCheck {
  public private(set) var checked = 0
  public private(set) var worst = 0.0
  public private(set) var place = "nowhere"
  private let step: Float
  private let floor: Double
  private let loss: () throws -> Double

  public init(step: Float = 4e-3, floor: Double = 0.05, loss: @escaping () throws -> Double) {
    (self.step, self.floor, self.loss) = (step, floor, loss)
  }

  /// `gradient` is what backward stored for `value`; take it before the loss changes it.
  public mutating func check(_ name: String, _ value: Matrix, gradient: [Float]) throws {
    let scale = max(floor, gradient.reduce(0) { max($0, Double($1.magnitude)) })
    for r in 0..<value.rows {
      for c in 0..<value.columns {
        let slope = try slope(value.row(r) + c)
        let error = abs(slope - Double(gradient[r * value.columns + c])) / scale
        checked += 1
        if !(error <= worst) { (worst, place) = (error, "\(name)[\(r), \(c)]") }
      }
    }
  }

  private func slope(_ element: UnsafeMutablePointer<Float>) throws -> Double {
    let value = element.pointee
    element.pointee = value + step
    let (up, above) = (try loss(), element.pointee)
    element.pointee = value - step
    let (down, below) = (try loss(), element.pointee)
    element.pointee = value
    return (up - down) / Double(above - below)
  }
}

extension GradientCheck: CustomStringConvertible {
  public var description: String { "\(checked) gradients, worst \(worst) at \(place)" }
}
