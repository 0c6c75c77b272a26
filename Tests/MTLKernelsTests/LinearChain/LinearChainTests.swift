import MTLKernels
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct LinearChainTests {
  static let sizes = (1...5).flatMap { tags in (1...5).map { (tags, $0) } }

  @Test(arguments: sizes)
  func agreesWithEveryPath(tags: Int, length: Int) throws {
    let chain = try SmallChain(tags: tags, lengths: [length], seed: UInt64(10 * tags + length))
    let paths = chain.paths(length)
    let weights = paths.map { exp(chain.score($0)) }
    let total = weights.reduce(0, +)
    for known in [
      Array(repeating: Int32(tags - 1), count: length), (0..<length).map { Int32($0 % 2) - 1 },
    ] {
      let agreeing = zip(paths, weights).reduce(0) { sum, path in
        zip(path.0, known).allSatisfy { $1 < 0 || Int32($0) == $1 } ? sum + path.1 : sum
      }
      let loss = chainLoss(chain.x, known, lengths: [length], chain.scores)
      #expect(abs(loss - log(total / agreeing)) < 1e-5)
    }
    let p = chain.arena.take(length, tags)
    chainMarginals(chain.x, lengths: [length], chain.scores, into: p)
    var expected = Array(repeating: 0.0, count: length * tags)
    for (path, weight) in zip(paths, weights) {
      for (t, tag) in path.enumerated() { expected[t * tags + tag] += weight / total }
    }
    #expect(distance(p.values, expected) < 1e-5)
    let best = paths.max { chain.score($0) < chain.score($1) }
    #expect(viterbi(chain.x, lengths: [length], chain.scores).map(Int.init) == best)
  }

  @Test func goesBack() throws {
    let chain = try SmallChain(tags: 4, lengths: [3, 1, 0, 5])
    let targets: [Int32] = [0, 3, 3, 2, 1, -1, -1, 0, -1]
    let (dx, gradients) = (chain.arena.take(9, 4), chain.gradients())
    func loss() -> Double {
      0.3 * chainLoss(chain.x, targets, lengths: chain.lengths, chain.scores)
    }
    chainLossBackward(
      chain.x, targets, lengths: chain.lengths, chain.scores, scale: 0.3, into: dx,
      addingTo: gradients)
    var check = GradientCheck(loss: loss)
    try check.check("x", chain.x, gradient: dx.values)
    try check.check("start", chain.scores.start, gradient: gradients.start.values)
    try check.check("between", chain.scores.between, gradient: gradients.between.values)
    try check.check("end", chain.scores.end, gradient: gradients.end.values)
    #expect(check.worst < 2e-3, "\(check)")
    let once = gradients.between.values.map { 2 * Double($0) }
    chainLossBackward(
      chain.x, targets, lengths: chain.lengths, chain.scores, scale: 0.3, into: dx,
      addingTo: gradients)
    #expect(distance(gradients.between.values, once) < 1e-6)
  }

  @Test func whatIsUnknownCostsNothing() throws {
    let chain = try SmallChain(tags: 3, lengths: [4, 1])
    let (dx, gradients) = (chain.arena.take(5, 3), chain.gradients())
    let targets: [Int32] = [-1, -1, -1, -1, -1]
    #expect(chainLoss(chain.x, targets, lengths: [4, 1], chain.scores) == 0)
    chainLossBackward(
      chain.x, targets, lengths: [4, 1], chain.scores, scale: 1, into: dx, addingTo: gradients)
    #expect(dx.values.allSatisfy { $0 == 0 })
    let all = gradients.start.values + gradients.between.values + gradients.end.values
    #expect(all.allSatisfy { abs($0) < 1e-6 })
  }

  /// 200 tags, against the recursions in log space, and the same bits for any number of threads.
  @Test func twoHundredTags() throws {
    let chain = try SmallChain(tags: 200, lengths: [30, 1, 12, 45], size: 8)
    let targets = (0..<88).map { Int32($0 * 37 % 200) }
    var expected = 0.0
    for (i, first) in [0, 30, 31, 43].enumerated() {
      let rows = first..<first + chain.lengths[i]
      expected +=
        logPartition(chain, rows) - chain.score(rows.map { Int(targets[$0]) }, first: first)
    }
    let dx = chain.arena.take(88, 200)
    func run() -> (Double, [Float], [Float], [Int32]) {
      let gradients = chain.gradients()
      let loss = chainLoss(chain.x, targets, lengths: chain.lengths, chain.scores)
      chainLossBackward(
        chain.x, targets, lengths: chain.lengths, chain.scores, scale: 1, into: dx,
        addingTo: gradients)
      let paths = viterbi(chain.x, lengths: chain.lengths, chain.scores)
      return (loss, dx.values, gradients.between.values, paths)
    }
    let before = Parallel.threads
    defer { Parallel.use(threads: before) }
    Parallel.use(threads: 1)
    let one = run()
    Parallel.use(threads: 3)
    #expect(run() == one)
    #expect(abs(one.0 - expected) < 1e-8 * expected)
    for r in 0..<88 { #expect(abs(one.1[r * 200..<r * 200 + 200].reduce(0, +)) < 1e-5) }
    #expect(abs(one.2.reduce(0, +)) < 1e-3)
  }

  /// Tag 1 must not begin, must not follow tag 0, and must not end.
  @Test func aPathThatIsForbiddenIsNotTaken() throws {
    let chain = try SmallChain(tags: 3, lengths: [4, 1])
    copy(from: (0..<15).map { $0 % 3 == 1 ? 9 : 0 }, into: chain.x)
    copy(from: [0, -300, 0], into: chain.scores.start)
    copy(from: [0, -300, 0, 0, 0, 0, 0, 0, 0], into: chain.scores.between)
    copy(from: [0, -300, 0], into: chain.scores.end)
    let p = chain.arena.take(5, 3)
    chainMarginals(chain.x, lengths: [4, 1], chain.scores, into: p)
    #expect(p.values[1] == 0 && p.values[10] == 0 && p.values[13] == 0)
    #expect(viterbi(chain.x, lengths: [4, 1], chain.scores) == [2, 1, 1, 0, 0])
    // Where nothing is allowed, the path with the fewest faults is still found.
    fill(chain.scores.start, with: -300)
    fill(chain.scores.between, with: -300)
    chainMarginals(chain.x, lengths: [4, 1], chain.scores, into: p)
    #expect(p.values.allSatisfy { $0.isFinite })
    #expect(chainLoss(chain.x, [0, 1, 1, 0, 2], lengths: [4, 1], chain.scores).isFinite)
  }

  @Test func nothingIsAnAnswerToNothing() throws {
    let chain = try SmallChain(tags: 3, lengths: [])
    #expect(viterbi(chain.x, lengths: [], chain.scores) == [])
    #expect(viterbi(chain.x, lengths: [0, 0], chain.scores) == [])
    #expect(chainLoss(chain.x, [], lengths: [0], chain.scores) == 0)
  }

  @Test func aScoreThatIsNoNumberIsSeen() throws {
    let chain = try SmallChain(tags: 3, lengths: [4])
    chain.x.base[4] = .nan
    #expect(chainLoss(chain.x, [0, 1, 2, 0], lengths: [4], chain.scores).isNaN)
    #expect(viterbi(chain.x, lengths: [4], chain.scores).allSatisfy { 0..<3 ~= $0 })
  }
}

/// log Z of the rows of one sequence, by log-sum-exp in Double.
private func logPartition(_ chain: SmallChain, _ rows: Range<Int>) -> Double {
  let (tags, x) = (chain.tags, chain.x.values.map(Double.init))
  let between = chain.scores.between.values.map(Double.init)
  func logSum(_ values: [Double]) -> Double {
    let highest = values.max() ?? 0
    return highest + log(values.reduce(0) { $0 + exp($1 - highest) })
  }
  var a = zip(chain.scores.start.values, x[rows.lowerBound * tags..<(rows.lowerBound + 1) * tags])
    .map { Double($0) + $1 }
  for t in rows.dropFirst() {
    a = (0..<tags).map { j in
      x[t * tags + j] + logSum((0..<tags).map { a[$0] + between[$0 * tags + j] })
    }
  }
  return logSum(zip(a, chain.scores.end.values).map { $0 + Double($1) })
}
