import MTLKernels
import MTLModel
import TestSupport
import Testing

/// A model of one layer with a head of each kind that answers with numbers.
private struct NumberModel {
  let model: MultiTaskModel
  let text = TextRows(
    ids: [1, 4, 2, 3, 5, 1, 6, 1, 4, 4, 0], types: [Int32](repeating: 0, count: 11),
    lengths: [3, 2, 1, 5])

  init(_ heads: [HeadPlan], hasPooler: Bool = true, dropout: Float = 0.2) throws {
    model = try MultiTaskModel(
      EncoderConfiguration(
        vocabularySize: 7, hiddenSize: 8, layers: 1, heads: 2, intermediateSize: 12,
        activation: .gelu, hiddenDropout: dropout, attentionDropout: dropout,
        maximumPositions: 6, typeVocabularySize: 2, initializerRange: 0.4, hasPooler: hasPooler),
      heads: heads)
    model.initialize(RandomKey(seed: 3))
    try model.store.prepareTraining()
  }
}

private let firsts = HeadRows(rows: [0, 3, 5, 6], lengths: [1, 1, 1, 1])
private let scaling = Standardization(mean: 100, deviation: 10)

/// Two rows of two sides each: sequences 0 and 1, then 2 and 3.
private func sides(_ pooling: ContrastiveHead.Pooling) -> [HeadRows] {
  switch pooling {
  case .pooled:
    [HeadRows(rows: [0, 5], lengths: [1, 1]), HeadRows(rows: [3, 6], lengths: [1, 1])]
  case .mean:
    [
      HeadRows(rows: [0, 1, 2, 5], lengths: [3, 1]),
      HeadRows(rows: [3, 4, 6, 7, 8, 9, 10], lengths: [2, 5]),
    ]
  }
}

@Suite struct NumberHeadTests {
  @Test func regressionGoesBack() throws {
    let check = try HeadCheck()
    let head = RegressionHead(check.context, scaling, dropout: 0.2)
    try check.prepare()
    let targets = Targets(numbers: [0.5, -1, 2, 0], lengths: [1, 1, 1, 1])
    let batch = HeadBatch(inputs: [firsts], targets: targets, scales: [0.25])
    #expect(head.valid(batch) == [4])
    try check.check(head, batch, RandomKey(seed: 9))
  }

  @Test func vectorsGoBack() throws {
    let check = try HeadCheck()
    let head = VectorHead(check.context, dimension: 3, dropout: 0.2)
    try check.prepare()
    let targets = Targets(numbers: deterministic(12, seed: 5), lengths: [3, 3, 3, 3])
    let batch = HeadBatch(inputs: [firsts], targets: targets, scales: [0.25])
    #expect(head.valid(batch) == [4])
    try check.check(head, batch, RandomKey(seed: 9))
  }

  @Test(arguments: ContrastiveHead.Pooling.allCases, [[-1, -1], [7, 7]] as [[Int32]])
  func contrastGoesBack(_ pooling: ContrastiveHead.Pooling, _ labels: [Int32]) throws {
    let check = try HeadCheck()
    let head = ContrastiveHead(check.context, pooling, temperature: 0.3)
    try check.prepare()
    let targets = Targets(ids: labels, numbers: [.nan, .nan], lengths: [1, 1])
    let batch = HeadBatch(inputs: sides(pooling), targets: targets, scales: [0.5])
    #expect(head.valid(batch) == [2])
    let gradients = try check.check(head, batch, nil)
    // Two rows of one label have nothing to be told apart from.
    #expect(gradients.allSatisfy { $0.allSatisfy { $0 == 0 } } == (labels == [7, 7]))
  }

  @Test func regressionAnswersInTheUnitOfItsTargets() throws {
    let number = try NumberModel([.regression("score", scaling)])
    let batch = HeadBatch(
      inputs: [firsts], targets: Targets(numbers: [0, 0, 0, 0], lengths: [1, 1, 1, 1]))
    let output = try #require(try number.model.predict(number.text, [batch])[0])
    let standardized = output.values.map { (Double($0) - 100) / 10 }
    let loss = standardized.reduce(0) { $0 + $1 * $1 }
    #expect(output.columns == 1 && output.values.count == 4)
    #expect(abs(output.losses[0] - loss) < 1e-4 * loss)
  }

  @Test func vectorsHaveLengthOne() throws {
    let number = try NumberModel([.vector("place", dimension: 3)])
    let output = try #require(
      try number.model.predict(number.text, [HeadBatch(inputs: [firsts])])[0])
    #expect(output.columns == 3 && output.values.count == 12)
    for r in 0..<4 { #expect(abs(length(output.values[3 * r..<3 * r + 3]) - 1) < 1e-6) }
  }

  @Test(arguments: ContrastiveHead.Pooling.allCases)
  func contrastAnswersWithUnitVectorsOrCosines(_ pooling: ContrastiveHead.Pooling) throws {
    let number = try NumberModel([.contrastive("same", pooling)])
    var batch = HeadBatch(inputs: sides(pooling))
    let vectors = try #require(try number.model.predict(number.text, [batch])[0])
    #expect(vectors.columns == 8 && vectors.values.count == 32 && vectors.ids == [])
    #expect(vectors.rowLengths == [2, 2])
    let rows = (0..<4).map { Array(vectors.values[8 * $0..<8 * $0 + 8]) }
    for row in rows { #expect(abs(length(row[...]) - 1) < 1e-6) }
    batch.targets = Targets(ids: [-1, -1], numbers: [.nan, .nan], lengths: [1, 1])
    let found = try #require(try number.model.predict(number.text, [batch])[0])
    let cosine = { (r: Int, c: Int) in
      zip(rows[2 * r], rows[2 * c + 1]).reduce(Float(0)) { $0 + $1.0 * $1.1 }
    }
    #expect(distance(found.values, [Double(cosine(0, 0)), Double(cosine(1, 1))]) < 1e-6)
    let nearest: [Int32] = [
      cosine(0, 1) > cosine(0, 0) ? 1 : 0, cosine(1, 0) > cosine(1, 1) ? 0 : 1,
    ]
    #expect(found.ids == nearest)
  }

  @Test func aTextAloneIsReadOnce() throws {
    for pooling in ContrastiveHead.Pooling.allCases {
      let number = try NumberModel([.contrastive("same", pooling)])
      let whole = try #require(
        try number.model.predict(number.text, [HeadBatch(inputs: sides(pooling))])[0])
      // The first row without its second side, the second as it was.
      var inputs = sides(pooling)
      inputs[1].rows.removeFirst(inputs[1].lengths[0])
      inputs[1].lengths[0] = 0
      let alone = try #require(
        try number.model.predict(number.text, [HeadBatch(inputs: inputs)])[0])
      #expect(alone.rowLengths == [1, 2])
      // OpenBLAS's kernels for AVX2 add in another order where there are fewer rows.
      let others = whole.values[..<8] + whole.values[16...]
      #expect(distance(alone.values, others.map(Double.init)) < 1e-6)
    }
  }

  private func length(_ vector: ArraySlice<Float>) -> Float {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
