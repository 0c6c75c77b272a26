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
  private var losses: [Double]
  private var valid: [Int]
  private var withLoss: [Int]  // of the valid rows, those whose label has a class

  /// Groups may cover all problems or some; each batch has rows alike in length.
  init(
    _ model: MultiTaskModel, _ problems: [Problem], _ groups: [EncodedGroup], batchTokens: Int
  ) throws {
    self.model = model
    self.problems = problems
    work = try groups.flatMap { group in
      let joining = Joining(
        groups: [group.features],
        problems: try problems.map { problem in
          Joining.Part(
            name: problem.name,
            kind: try ProblemTypes.of(problem).target,
            source: group.problems.firstIndex { $0.name == problem.name }.map { (0, $0) })
        })
      return try evaluationPlan(lengths: group.features.lengths, batchTokens: batchTokens)
        .map { (joining, $0) }
    }
    batches = work.count
    metrics = try problems.map { problem in
      let own = groups.lazy.flatMap(\.problems).first { $0.name == problem.name }?.vocabulary
      guard let labels = own ?? problem.labels else {
        throw ProblemError.untrained(problem: problem.name)
      }
      return try ProblemTypes.of(problem).metric(labels)
    }
    losses = problems.map { _ in 0 }
    valid = problems.map { _ in 0 }
    withLoss = valid
  }

  var isDone: Bool { done == batches }

  /// Does the next batch.
  func advance() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let (joining, rows) = work[done]
    let batch = joining.join(rows.map { Instance(group: 0, row: $0) })
    let known = zip(batch.heads, problems).map(withoutUnseen)
    let outputs = try model.predict(batch.text, known)
    for p in known.indices { withLoss[p] += known[p]?.targets.validRows ?? 0 }
    for (p, (output, head)) in zip(outputs, batch.heads).enumerated() {
      guard let output, let head else { continue }
      try add(output, head, to: p)
    }
    done += 1
    seconds += (clock.now - start) / .seconds(1)
  }

  /// Labels that training has not seen have no class whose loss could be taken.
  private func withoutUnseen(_ head: HeadBatch?, _ problem: Problem) -> HeadBatch? {
    guard var head, case .classes(let classes) = head.targets else { return head }
    let known = Int32(problem.labels?.count ?? 0)
    head.targets = .classes(classes.map { $0 < known ? $0 : -1 })
    return head
  }

  private func add(_ output: HeadOutput, _ head: HeadBatch, to problem: Int) throws {
    guard case .classes(let truth) = head.targets else { return }
    try metrics[problem].add(truth: truth, prediction: output.labels, lengths: head.lengths)
    losses[problem] += output.loss
    valid[problem] += head.targets.validRows
  }

  /// The scores of every problem that had data.
  func report() -> EvaluationReport {
    var report = EvaluationReport()
    for (p, problem) in problems.enumerated() where valid[p] > 0 {
      report.add(
        problem.name, metrics[p].scores, loss: losses[p] / Double(max(withLoss[p], 1)),
        rows: valid[p])
    }
    return report
  }
}
