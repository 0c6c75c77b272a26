import ArgumentParser
import Foundation

/// How an error leaves the program: one line on standard error, and a status.
struct Failure {
  private let message: String
  private let details: String
  private let status: ExitStatus

  /// `root` is the command whose parser knows the error, if it is one of its own.
  init(_ error: any Error, of root: any ParsableCommand.Type) {
    let code = root.exitCode(for: error)
    // The parser's own errors: of these alone it makes a usage message.
    let isParsing = code == .validationFailure || code.isSuccess
    details = Failure.values(of: error)
    switch error {
    case let stopped as Stopped:
      (message, status) = (stopped.description, stopped.status)
    case let error as UsageError:
      (message, status) = (error.description, .wrongUse)
    case let error as any CustomStringConvertible & Error where !isParsing:
      (message, status) = (error.description, .failed)
    default:
      // Help and the version are errors too, in the eyes of the argument parser.
      message = code.isSuccess ? root.fullMessage(for: error) : root.message(for: error)
      status = code.isSuccess ? .done : isParsing ? .wrongUse : .failed
    }
  }

  func report(verbose: Bool) -> Never {
    if status == .done {
      try? Output.write(message + "\n")
      try? Output.flush()
    } else {
      let line = message.split(whereSeparator: \.isNewline).joined(separator: "; ")
      Terminal.say("bert-mtl: \(Failure.beginningLowerCase(line))")
      if verbose { Terminal.say(details) }
    }
    Failure.end(with: status)
  }

  static func end(with status: ExitStatus) -> Never { exit(status.rawValue) }

  /// The error as Swift has it, with its case and values: `LineError.open(path: …, reason: …)`.
  private static func values(of error: any Error) -> String {
    let mirror = Mirror(reflecting: error)
    if mirror.displayStyle == .enum, let value = mirror.children.first {
      return "\(type(of: error)).\(value.label ?? "")\(value.value)"
    }
    let fields = mirror.children.map { "\($0.label ?? "_"): \($0.value)" }
    return "\(type(of: error))(\(fields.joined(separator: ", ")))"
  }

  /// `Unknown option` becomes `unknown option`; a name in capitals stays.
  private static func beginningLowerCase(_ text: String) -> String {
    let second = text.dropFirst().first
    guard let first = text.first, second?.isLowercase ?? true else { return text }
    return first.lowercased() + text.dropFirst()
  }
}
