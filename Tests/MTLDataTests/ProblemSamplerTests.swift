import MTLData
import MTLKernels
import Testing

@Suite struct ProblemSamplerTests {
  static let expectedShares: [(SamplingStrategy, [Double])] = [
    (SamplingStrategy.dataBalanced, [0.1, 0.2, 0.7]),
    (.problemBalanced, [1.0 / 3, 1.0 / 3, 1.0 / 3]),
    (.temperature(1), [0.1, 0.2, 0.7]),
    (.temperature(1e9), [1.0 / 3, 1.0 / 3, 1.0 / 3]),
    (.temperature(1e-9), [0, 0, 1]),
    (.temperature(2), [0.19763, 0.27949, 0.52288]),
    (.weights(["a": 1, "b & c": 0, "d": 3]), [0.25, 0, 0.75]),
    (.weights(["a": 1e308, "c&b": 1e308, "d": 1e308]), [1.0 / 3, 1.0 / 3, 1.0 / 3]),
  ]

  @Test(arguments: expectedShares)
  func shares(_ strategy: SamplingStrategy, _ expected: [Double]) throws {
    let sampler = try ProblemSampler(
      groups: ["a", "b&c", "d"], rows: [100, 200, 700], strategy: strategy)
    for (share, expected) in zip(sampler.shares, expected) {
      #expect(abs(share - expected) < 1e-5)
    }
    #expect(abs(sampler.shares.reduce(0, +) - 1) < 1e-12)
  }

  static let strategies: [SamplingStrategy] = [
    SamplingStrategy.dataBalanced, .problemBalanced, .temperature(3),
    .weights(["a": 5, "b": 1, "c": 0.01, "d": 0]),
  ]

  /// Each count lies within 4.9 standard deviations of its mean (two in a million fall outside).
  @Test(arguments: strategies)
  func drawsAsOftenAsItSays(_ strategy: SamplingStrategy) throws {
    let sampler = try ProblemSampler(
      groups: ["a", "b", "c", "d"], rows: [10, 50, 900, 40], strategy: strategy)
    let key = RandomKey(seed: 5)
    let draws = 200_000
    var counts = [0, 0, 0, 0]
    for i in 0..<draws { counts[sampler.group(at: key.uniform(at: i))] += 1 }
    for (count, share) in zip(counts, sampler.shares) {
      let deviation = (Double(draws) * share * (1 - share)).squareRoot()
      #expect(abs(Double(count) - Double(draws) * share) <= 4.9 * deviation)
    }
  }

  @Test func neverDrawsWhatHasNoWeight() throws {
    let sampler = try ProblemSampler(
      groups: ["a", "b", "c"], rows: [1, 1, 1], strategy: .weights(["a": 0, "b": 0.1, "c": 0]))
    #expect(sampler.group(at: 0) == 1)
    #expect(sampler.group(at: 1.0.nextDown) == 1)
    // These shares add up to 1 - 2⁻⁵³ as they are rounded; no draw may fall past them.
    let rounded = try ProblemSampler(
      groups: ["a", "b", "c", "d"], rows: [1, 1, 1, 1],
      strategy: .weights(["a": 1, "b": 1, "c": 9, "d": 0]))
    #expect(rounded.shares.reduce(0, +) == 1.0.nextDown)
    #expect(rounded.group(at: 1.0.nextDown) == 2)
  }

  @Test func namesStrategies() throws {
    #expect(try SamplingStrategy(named: "data_balanced") == .dataBalanced)
    #expect(try SamplingStrategy(named: "problem_balanced") == .problemBalanced)
    #expect(try SamplingStrategy(named: "temperature", temperature: 2) == .temperature(2))
    #expect {
      try SamplingStrategy(named: "data_balance")
    } throws: {
      "\($0)" == "sampling: expected a known strategy, got 'data_balance'"
        + "; did you mean 'data_balanced'?"
    }
  }

  static let refused: [(SamplingStrategy, String)] = [
    (SamplingStrategy.temperature(0), "temperature: expected a finite number above 0, got 0.0"),
    (.temperature(-.infinity), "temperature: expected a finite number above 0, got -inf"),
    (.temperature(.nan), "temperature: expected a finite number above 0, got nan"),
    (
      .weights(["a": -1, "b": 1]),
      "weight of 'a': expected a finite number of at least 0, got -1.0"
    ),
    (
      .weights(["a": .nan, "b": 1]),
      "weight of 'a': expected a finite number of at least 0, got nan"
    ),
    (.weights(["a": 0, "b": 0]), "weights: expected one above 0, got only zeros"),
    (
      .weights(["a": 0, "bb": 0]),
      "weights: expected a group of the chain, got 'bb'; did you mean 'b'?"
    ),
    (.weights(["a": 1]), "weights: expected a weight for 'b', got none"),
  ]

  @Test(arguments: refused)
  func refuses(_ strategy: SamplingStrategy, _ message: String) {
    #expect {
      try ProblemSampler(groups: ["a", "b"], rows: [1, 1], strategy: strategy)
    } throws: {
      "\($0)" == "sampling " + message
    }
  }

  @Test func refusesGroupsWithoutRows() {
    #expect {
      try ProblemSampler(groups: ["a", "b&c"], rows: [1, 0], strategy: .dataBalanced)
    } throws: {
      "\($0)" == "group 'b&c': expected at least one row, got none"
    }
    #expect {
      try ProblemSampler(groups: [], rows: [], strategy: .dataBalanced)
    } throws: {
      "\($0)" == "sampling: expected at least one group, got none"
    }
  }
}
