import MTLData
import MTLKernels
import TestSupport
import Testing

@testable import MTLCore

private func numbers(_ object: JSONObject, _ key: String) throws -> [Double] {
  try #require(object[key]?.asList).map { try #require($0.asDouble) }
}

/// The kernels beside SimCSE's published loss in torch: `contrasts.json`.
@Test func contrastIsSimCSEs() throws {
  let goldens = try #require(try JSONValue(parsing: fixture("numbers/contrasts.json")).asList)
  var worst = 0.0
  for golden in goldens.compactMap(\.asObject) {
    let arena = try Arena(capacity: 4096)
    let columns = try #require(golden["columns"]?.asInteger)
    let temperature = Float(try #require(golden["temperature"]?.asDouble))
    let labels = try numbers(golden, "labels").map { Int32($0) }
    let sides = try ["a", "b"].map { side -> (x: Matrix, unit: Matrix, norms: Matrix) in
      let values = try numbers(golden, side).map { Float($0) }
      let rows = values.count / columns
      let x = arena.take(rows, columns)
      copy(from: values, into: x)
      let (unit, norms) = (arena.take(rows, columns), arena.take(1, rows))
      unitRows(x, inverseNorms: norms, into: unit)
      return (x, unit, norms)
    }
    let rows = sides[0].x.rows
    let similarity = arena.take(rows, rows)
    multiply(sides[0].unit, sides[1].unit, transposing: .right, into: similarity)
    let loss = contrast(similarity, labels: labels, temperature: temperature) / Double(rows)
    let expected = try #require(golden["loss"]?.asDouble)
    #expect(abs(loss - expected) <= 1e-5 * max(expected, 1))
    contrastBackward(similarity, temperature: temperature, scale: 1 / Float(rows))
    for (i, side) in sides.enumerated() {
      multiply(
        similarity, sides[1 - i].unit, transposing: i == 0 ? .neither : .left, into: side.x)
      unitRowsBackward(side.x, output: side.unit, inverseNorms: side.norms)
      let error = distance(side.x.values, try numbers(golden, i == 0 ? "a_gradient" : "b_gradient"))
      #expect(error < 2e-5)
      worst = max(worst, error)
    }
  }
  print("SimCSE: worst difference of a gradient \(worst)")
  #expect(goldens.count == 4)
}
