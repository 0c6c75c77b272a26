import MTLData
import MTLModel

/// Scores of a model on labelled data, batch by batch.
final class Evaluation {
  /// Batches done, and all of them.
  private(set) var done = 0
  let batches: Int
  private(set) var seconds = 0.0
  private let model: MultiTaskModel
  private let problems: [Problem]
  private let work: [(joining: Joining, rows: [Int])]
  private var metrics: [any Metric]
  private var sums: [TermSums]

  /// Groups may cover all problems or some; each batch has rows alike in length.
  init(
    _ model: MultiTaskModel, _ problems: [Problem], _ groups: [EncodedGroup], _ setting: Setting,
    batchTokens: Int
  ) throws {
    self.model = model
    self.problems = problems
    work = try groups.flatMap { group in
      let joining = Joining(
        groups: [group.features],
        problems: try problems.map { problem in
          Joining.Part(
            name: problem.name,
            reading: try ProblemTypes.of(problem).reading(problem, setting),
            source: group.problems.firstIndex { $0.name == problem.name }.map { (0, $0) })
        })
      return try evaluationPlan(lengths: group.features.lengths, batchTokens: batchTokens)
        .map { (joining, $0) }
    }
    batches = work.count
    metrics = try problems.map { problem in
      let own = groups.lazy.flatMap(\.problems).first { $0.name == problem.name }
      return try ProblemTypes.of(problem).metric(own ?? problem)
    }
    sums = problems.map { _ in TermSums() }
  }

  var isDone: Bool { done == batches }

  /// Does the next batch.
  func advance() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let (joining, instances) = work[done]
    let batch = joining.join(instances.map { Instance(group: 0, row: $0) })
    let known = zip(batch.heads, problems).map(withoutUnseen)
    let outputs = try model.predict(batch.text, known)
    let (rows, divisors) = (model.valid(batch.heads), model.divisors(known))
    for (p, (output, head)) in zip(outputs, batch.heads).enumerated() {
      guard let output, let head else { continue }
      try requireFinite(output, problems[p], of: model)
      try metrics[p].add(head, output)
      sums[p].add(output.losses, divisors: divisors[p], rows: rows[p])
    }
    done += 1
    seconds += (clock.now - start) / .seconds(1)
  }

  /// Labels that training has not seen have no class whose loss could be taken.
  private func withoutUnseen(_ head: HeadBatch?, _ problem: Problem) -> HeadBatch? {
    guard var head, var targets = head.targets, let labels = problem.labels else { return head }
    targets.ids = targets.ids.map { $0 < labels.count ? $0 : -1 }
    head.targets = targets
    return head
  }

  /// Has every metric choose what it is to choose of the head, such as thresholds, and score by it;
  /// nil for a problem that leaves nothing to choose.
  func tune() -> [[Float]?] { metrics.indices.map { metrics[$0].tune() } }

  /// The scores of every problem that had data; zero where none of its rows counts.
  func report() -> EvaluationReport {
    var report = EvaluationReport()
    for (p, problem) in problems.enumerated() where sums[p].isSeen {
      report.add(problem.name, metrics[p].scores, loss: sums[p].mean, rows: sums[p].rows)
    }
    return report
  }
}

/// The terms of one problem's loss, summed over batches.
struct TermSums {
  private var losses: [Double] = []
  private var divisors: [Double] = []
  /// Whether any batch had the problem.
  var isSeen: Bool { !losses.isEmpty }
  /// The rows that count in the first term.
  private(set) var rows = 0

  /// `divisors` are those of the `rows` whose label has a class.
  mutating func add(_ losses: [Double], divisors: [Double], rows: [Int]) {
    if self.losses.isEmpty {
      self.losses = losses.map { _ in 0 }
      self.divisors = divisors.map { _ in 0 }
    }
    for term in losses.indices {
      self.losses[term] += losses[term]
      self.divisors[term] += divisors[term]
    }
    self.rows += rows.first ?? 0
  }

  /// The sum of the terms' means.
  var mean: Double {
    zip(losses, divisors).reduce(0) { $0 + ($1.1 > 0 ? $1.0 / $1.1 : 0) }
  }
}
