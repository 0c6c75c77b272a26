import Foundation

/// The instructions that the kernels are made of: those of every x86-64 server since 2013.
///
/// The command itself is compiled without them, so that it can say what is missing.
enum Processor {
  static let needed = ["avx2", "bmi1", "bmi2", "f16c", "fma", "movbe"]

  /// Ends the process with a message where the processor is too old.
  static func require() {
    #if arch(x86_64)
      guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8),
        let message = refusal(cpuinfo: text)
      else { return }
      Terminal.say("bert-mtl: \(message)")
      Failure.end(with: .failed)
    #endif
  }

  /// What a too old processor is told; nil for one that will do, and where Linux says nothing.
  static func refusal(cpuinfo: String) -> String? {
    let line = cpuinfo.split(separator: "\n").first { $0.hasPrefix("flags") }
    guard let flags = line?.split(whereSeparator: { " \t:".contains($0) }) else { return nil }
    let missing = needed.filter { !flags.contains(Substring($0)) }
    guard !missing.isEmpty else { return nil }
    return "processor: expected x86-64-v3 (Haswell, Zen or later), got one without "
      + missing.joined(separator: ", ")
  }
}
