import MTLCore
import MTLData

/// A profile for the human eye: kernels, parts of the step, and what it comes to.
struct ProfileTables {
  private let report: ProfileReport

  init(_ report: ProfileReport) { self.report = report }

  var text: String {
    [kernels.text, phases.text, summary].joined(separator: "\n\n")
  }

  private var kernels: Table {
    var table = Table("kernel", "calls", "ms", "share", "GFLOP/s", "GB/s", "parallel")
    for kernel in report.kernels {
      table.add(
        kernel.kernel, kernel.calls.fixed(kernel.calls == kernel.calls.rounded() ? 0 : 1),
        milliseconds(kernel.seconds), percent(kernel.share), kernel.gigaflops?.fixed(1) ?? "-",
        kernel.gigabytes?.fixed(1) ?? "-", percent(kernel.parallelShare))
    }
    table.add(
      report.outside.name, "-", milliseconds(report.outside.seconds),
      percent(report.outside.share), "-", "-", "-")
    table.add("a step", "-", milliseconds(report.seconds), percent(1), "-", "-", "-")
    return table
  }

  private var phases: Table {
    var table = Table("part", "ms", "share")
    for phase in report.phases {
      table.add(phase.name, milliseconds(phase.seconds), percent(phase.share))
    }
    return table
  }

  private var summary: String {
    """
    \(counted(report.steps, "step")) of \(report.tokens.fixed(0)) tokens, \
    \(counted(report.threads, "thread")): \
    \(report.tokensPerSecond.fixed(0)) tokens/s
    serial: \(percent(report.serialShare)) of the time, in which threads have nothing to share
    at most \(bounds)
    """
  }

  /// `1.99 times as fast with 2 threads as with one, 3.93 with 4, …`.
  private var bounds: String {
    report.bounds.enumerated().map { i, bound in
      i == 0
        ? "\(bound.speedup.fixed(2)) times as fast with \(bound.threads) threads as with one"
        : "\(bound.speedup.fixed(2)) with \(bound.threads)"
    }.joined(separator: ", ")
  }

  private func milliseconds(_ seconds: Double) -> String { (1000 * seconds).fixed(3) }
  private func percent(_ share: Double) -> String { (100 * share).fixed(2) + " %" }
}
