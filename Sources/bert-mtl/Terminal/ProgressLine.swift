import MTLCore

/// `step 120/300  epoch 2  intent 0.031  slots 0.210  3400 tokens/s  0:42 left`, on a terminal only.
struct ProgressLine {
  private let steps: Int
  private let clock = ContinuousClock()
  private let began: ContinuousClock.Instant
  private var shown: ContinuousClock.Instant?
  private var first: Int?
  private var losses: [String: Double] = [:]
  private var speed = 0.0

  /// How much of a shown number is its newest value: the line would flicker otherwise.
  private static let newest = 0.1

  init(steps: Int) {
    self.steps = steps
    began = clock.now
  }

  mutating func show(_ report: StepReport) {
    guard Terminal.isWatching else { return }
    for (problem, loss) in report.losses where report.rows[problem] ?? 0 > 0 {
      losses[problem] = ProgressLine.smooth(losses[problem], loss)
    }
    speed = ProgressLine.smooth(
      speed > 0 ? speed : nil, Double(report.tokens) / max(report.seconds, 1e-9))
    let first = self.first ?? report.step
    self.first = first
    let isLast = report.step == report.steps
    guard isLast || isDue() else { return }
    let shownLosses = losses.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.fixed(3))" }
    let parts =
      ["step \(report.step)/\(report.steps)", "epoch \(report.epoch + 1)"] + shownLosses + [
        "\(Int(speed)) tokens/s", "\(left(after: report.step - first + 1, report.step).clock) left",
      ]
    Terminal.show(parts.joined(separator: "  "))
  }

  mutating func show(evaluated done: Int, of total: Int) {
    if Terminal.isWatching, isDue() { Terminal.show("evaluating \(done)/\(total)") }
  }

  /// At most ten lines a second.
  private mutating func isDue() -> Bool {
    let now = clock.now
    if let shown, now - shown < .milliseconds(100) { return false }
    shown = now
    return true
  }

  /// Seconds, if the steps to come take as long as those of this run did.
  private func left(after done: Int, _ step: Int) -> Double {
    let passed = (clock.now - began) / .seconds(1)
    return passed / Double(done) * Double(steps - step)
  }

  private static func smooth(_ old: Double?, _ new: Double) -> Double {
    guard let old, old.isFinite else { return new }
    return old + newest * (new - old)
  }
}
