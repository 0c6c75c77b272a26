import MTLKernels
import MTLModel
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A model without memory of its own: log-probabilities are a function of instance and prefix.
private struct Table {
  let vocabulary: Int
  let seed: UInt64

  func logProbabilities(_ instance: Int, _ prefix: [Int32]) -> [Float] {
    var key = RandomKey(seed: seed)(instance)
    for id in prefix { key = key(Int(id)) }
    let scores = (0..<vocabulary).map { 4 * key.uniform(at: $0) }
    let total = log(scores.reduce(0) { $0 + exp($1) })
    return scores.map { Float($0 - total) }
  }

  /// All that a search asks, and how many hypotheses it asked of.
  func search(_ search: BeamSearch, instances: Int) -> (found: [BeamSearch.Sequence], asked: Int) {
    var prefixes: [[Int32]] = []
    var (first, asked) = (true, 0)
    let found = search.search(instances: instances) { step in
      prefixes = step.tokens.indices.map { i in
        first ? [step.tokens[i]] : prefixes[step.parents[i]] + [step.tokens[i]]
      }
      first = false
      asked += step.tokens.count
      let owners = step.lengths.enumerated().flatMap { Array(repeating: $0, count: $1) }
      return candidates(zip(owners, prefixes).map(logProbabilities), min(search.width, vocabulary))
    }
    return (found, asked)
  }

  private func candidates(_ rows: [[Float]], _ count: Int) -> BeamSearch.Candidates {
    var candidates = BeamSearch.Candidates(ids: [], logProbabilities: [], count: count)
    for row in rows {
      let order = row.indices.sorted { row[$0] > row[$1] }.prefix(count)
      candidates.ids += order.map(Int32.init)
      candidates.logProbabilities += order.map { row[$0] }
    }
    return candidates
  }

  /// The best of every sequence that ends within the limit.
  func exhaustive(_ search: BeamSearch, _ instance: Int) -> (ids: [Int32], score: Double) {
    var best = (ids: [Int32](), score: -Double.infinity)
    func visit(_ ids: [Int32], _ total: Double) {
      let row = logProbabilities(instance, [search.begin] + ids)
      let length = Double(ids.count + 1)
      let ended = (total + Double(row[Int(search.end)])) / pow((5 + length) / 6, search.alpha)
      if ended > best.score { best = (ids, ended) }
      guard ids.count + 1 < search.maximumLength else { return }
      for id in 0..<Int32(vocabulary) where id != search.end {
        visit(ids + [id], total + Double(row[Int(id)]))
      }
    }
    visit([], 0)
    return best
  }
}

@Suite struct BeamSearchTests {
  @Test(arguments: [0.0, 0.6, 1.0, 3.0], [(3, 4), (4, 3), (2, 6), (5, 1)])
  func aWideBeamIsExhaustive(alpha: Double, sizes: (vocabulary: Int, length: Int)) {
    for seed in 0..<20 as Range<UInt64> {
      let table = Table(vocabulary: sizes.vocabulary, seed: seed)
      let search = BeamSearch(
        width: 400, alpha: alpha, maximumLength: sizes.length, begin: 1, end: 0)
      for (i, found) in table.search(search, instances: 3).found.enumerated() {
        let expected = table.exhaustive(search, i)
        #expect(found.ids == expected.ids && found.isFinished)
        #expect(abs(found.score - expected.score) < 1e-9)
      }
    }
  }

  @Test func oneIsGreedy() {
    for seed in 0..<50 as Range<UInt64> {
      let table = Table(vocabulary: 6, seed: seed)
      let search = BeamSearch(width: 1, alpha: 0.6, maximumLength: 7, begin: 2, end: 0)
      for (i, found) in table.search(search, instances: 4).found.enumerated() {
        var (ids, ended) = ([Int32](), false)
        while ids.count < 7, !ended {
          let row = table.logProbabilities(i, [2] + ids)
          let best = Int32(row.indices.max { row[$0] < row[$1] } ?? 0)
          if best == 0 { ended = true } else { ids.append(best) }
        }
        #expect(found.ids == ids && found.isFinished == ended)
      }
    }
  }

  @Test func aWiderBeamSeldomFindsLess() {
    var (wider, narrower) = (0.0, 0.0)
    for seed in 0..<50 as Range<UInt64> {
      let table = Table(vocabulary: 6, seed: seed)
      for width in [1, 5] {
        let search = BeamSearch(width: width, alpha: 0, maximumLength: 8, begin: 2, end: 0)
        let total = table.search(search, instances: 2).found.reduce(0) { $0 + $1.score }
        if width == 1 { narrower += total } else { wider += total }
      }
    }
    #expect(wider > narrower)
  }

  /// What an instance finds does not depend on those beside it, and one that rests asks nothing.
  @Test func instancesAreAlone() {
    let table = Table(vocabulary: 5, seed: 3)
    let search = BeamSearch(width: 3, alpha: 0.6, maximumLength: 9, begin: 1, end: 0)
    let (together, asked) = table.search(search, instances: 6)
    #expect(asked < 6 * 3 * 9 / 2)
    #expect(Array(together.prefix(2)) == table.search(search, instances: 2).found)
    #expect(table.search(search, instances: 0).found == [])
  }

  @Test func whatNeverEndsIsCutOff() {
    let search = BeamSearch(width: 2, alpha: 1, maximumLength: 3, begin: 0, end: 9)
    let found = search.search(instances: 1) { step in
      BeamSearch.Candidates(
        ids: step.tokens.flatMap { _ in [4, 5] },
        logProbabilities: step.tokens.flatMap { _ in [-1, -2] }, count: 2)
    }
    #expect(found[0].ids == [4, 4, 4] && !found[0].isFinished)
    #expect(abs(found[0].score - -3 / (8.0 / 6)) < 1e-12)
  }

  @Test func noNumbersDoNoHarm() {
    let search = BeamSearch(width: 2, alpha: 1, maximumLength: 3, begin: 0, end: 1)
    let found = search.search(instances: 2) { step in
      BeamSearch.Candidates(
        ids: step.tokens.flatMap { _ in [4, 1] },
        logProbabilities: step.tokens.flatMap { _ in [.nan, .nan] }, count: 2)
    }
    #expect(found.count == 2)
  }
}
