import MTLKernels

/// Sentence vectors: each text finds its other side among all other sides of the batch.
///
/// SimCSE, Gao, Yao & Chen 2021, https://arxiv.org/abs/2104.08821: the sides are two texts, or one
/// text read twice under different dropout, which the encoder has without being told. The loss is
/// -log softmax(cosine / temperature) at the text's own side. There are no parameters of its own.
public struct ContrastiveHead: Head {
  private let pooling: Pooling
  private let temperature: Float
  private let width: Int
  /// One side of every row, then the other.
  public let feeds: [HeadFeed]

  /// What a text's vector is made of.
  public enum Pooling: String, Codable, CaseIterable, Sendable {
    /// Its first row, through the pooler where the encoder has one.
    case pooled
    /// The mean of its rows.
    case mean
  }

  public struct Activations {
    let sides: [Side]
    let similarity: Matrix  // [rows, rows], later the probabilities
  }

  /// What one side keeps.
  struct Side {
    let unit: Matrix  // [rows, width], of length 1
    let inverseNorms: Matrix  // [1, rows]
    let scratch: Matrix?  // [rows, width]: means, later their gradient
  }

  public init(_ context: HeadContext, _ pooling: Pooling, temperature: Float) {
    (self.pooling, self.temperature) = (pooling, temperature)
    let feed: HeadFeed = pooling == .pooled ? .pooled : .tokens
    feeds = [feed, feed]
    width = context.width(of: feed)
  }

  public func valid(_ batch: HeadBatch) -> [Int] {
    [batch.targets == nil ? 0 : batch.inputs[0].lengths.count]
  }

  public func activations(_ arena: Arena, _ batch: HeadBatch, answering: Bool) -> Activations {
    let sides = batch.inputs.map { input in
      let rows = vectors(input)
      return Side(
        unit: arena.take(rows, width), inverseNorms: arena.take(1, rows),
        scratch: pooling == .mean ? arena.take(rows, width) : nil)
    }
    let rows = batch.targets == nil ? 0 : batch.inputs[0].lengths.count
    return Activations(sides: sides, similarity: arena.take(rows, rows))
  }

  /// A text has a mean also where it has no rows; a first row it has or has not.
  private func vectors(_ input: HeadRows) -> Int {
    pooling == .mean ? input.lengths.count : input.rows.count
  }

  public func forward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations
  ) -> [Double] {
    for (side, (x, input)) in zip(kept.sides, zip(x, batch.inputs)) {
      if let means = side.scratch { meanPool(x, lengths: input.lengths, into: means) }
      unitRows(side.scratch ?? x, inverseNorms: side.inverseNorms, into: side.unit)
    }
    guard let targets = batch.targets else { return [0] }
    multiply(kept.sides[0].unit, kept.sides[1].unit, transposing: .right, into: kept.similarity)
    return [contrast(kept.similarity, labels: targets.ids, temperature: temperature)]
  }

  /// Overwrites the probabilities with the gradient of the cosines: with S = a bᵀ, da = dS b and
  /// db = dSᵀ a.
  public func backward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations,
    into dx: [Matrix]
  ) {
    guard batch.targets != nil else { return dx.forEach(zero) }
    contrastBackward(kept.similarity, temperature: temperature, scale: batch.scales[0])
    for (i, side) in kept.sides.enumerated() {
      let gradient = side.scratch ?? dx[i]
      multiply(
        kept.similarity, kept.sides[1 - i].unit, transposing: i == 0 ? .neither : .left,
        into: gradient)
      unitRowsBackward(gradient, output: side.unit, inverseNorms: side.inverseNorms)
      if side.scratch != nil {
        meanPoolBackward(gradient, lengths: batch.inputs[i].lengths, into: dx[i])
      }
    }
  }

  /// Without targets each text's vector, or those of both sides. With targets the cosine of each
  /// row's sides, and the row whose other side was found: its own, unless another one is nearer.
  public func output(_ x: [Matrix], _ batch: HeadBatch, _ kept: Activations) -> HeadOutput {
    let (first, second) = (kept.sides[0].unit.values, kept.sides[1].unit.values)
    guard batch.targets != nil else { return vectors(first, second, batch) }
    let (rows, probabilities) = (kept.similarity.rows, kept.similarity.values)
    let cosines = (0..<rows).map { r in
      (r * width..<(r + 1) * width).reduce(Float(0)) { $0 + first[$1] * second[$1] }
    }
    let found = (0..<rows).map { r in
      var best = r
      for c in 0..<rows where probabilities[r * rows + c] > probabilities[r * rows + best] {
        best = c
      }
      return Int32(best)
    }
    return HeadOutput(values: cosines, columns: 1, ids: found)
  }

  private func vectors(_ first: [Float], _ second: [Float], _ batch: HeadBatch) -> HeadOutput {
    var (values, lengths, next) = ([Float](), [Int](), 0)
    for (r, length) in batch.inputs[1].lengths.enumerated() {
      values += first[r * width..<(r + 1) * width]
      if length > 0 { values += second[next * width..<(next + 1) * width] }
      // Where means are taken, a row without a second side has one of zeros.
      if length > 0 || pooling == .mean { next += 1 }
      lengths.append(length > 0 ? 2 : 1)
    }
    var output = HeadOutput(values: values, columns: width)
    output.rowLengths = lengths
    return output
  }
}

extension HeadPlan {
  /// Sentence vectors.
  public static func contrastive(
    _ problem: String, _ pooling: ContrastiveHead.Pooling, temperature: Float = 0.05
  ) -> HeadPlan {
    HeadPlan(problem: problem) { ContrastiveHead($0, pooling, temperature: temperature) }
  }
}
