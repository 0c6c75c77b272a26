import Foundation

/// Whoever read our standard output has gone. That is the reader's right and no failure.
struct OutputClosed: Error {
  var status: ExitStatus { .done }
}

/// Standard output could not be written.
struct OutputError: Error, Equatable, CustomStringConvertible {
  let reason: String
  var description: String { "standard output: \(reason)" }
}

/// Standard output, in pieces of some kilobytes.
enum Output {
  nonisolated(unsafe) private static var pending: [UInt8] = []  // one thread writes: the main one
  private static let pieceSize = 1 << 16

  /// A closed pipe becomes an ``OutputClosed`` instead of a signal that ends the process.
  static func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }

  static func write(_ text: String) throws {
    pending.append(contentsOf: text.utf8)
    if pending.count >= pieceSize { try flush() }
  }

  static func line(_ text: String) throws { try write(text + "\n") }

  static func flush() throws {
    var done = 0
    defer { pending.removeAll(keepingCapacity: true) }
    while done < pending.count {
      let wrote = pending.withUnsafeBytes { bytes in
        let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
        return Foundation.write(STDOUT_FILENO, rest.baseAddress, rest.count)
      }
      if wrote >= 0 {
        done += wrote
      } else if errno == EPIPE {
        throw OutputClosed()
      } else if errno != EINTR {
        throw OutputError(reason: String(cString: strerror(errno)).lowercased())
      }
    }
  }
}
