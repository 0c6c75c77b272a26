import Foundation

/// Standard error: messages for all, progress for those who watch.
enum Terminal {
  static let isWatching = isatty(STDERR_FILENO) == 1

  static func say(_ line: String) { write(line + "\n") }

  /// Shows `line` in place of what ``show(_:)`` showed before; nothing where nobody watches.
  static func show(_ line: String) {
    guard isWatching else { return }
    write("\r" + line.prefix(columns - 1) + "\u{1B}[K")
  }

  /// Takes away what ``show(_:)`` showed.
  static func clear() {
    if isWatching { write("\r\u{1B}[K") }
  }

  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 8 else { return 80 }
    return Int(size.ws_col)
  }

  /// A message that cannot be said is lost: there is nobody left to tell.
  private static func write(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { bytes in
      Foundation.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
    }
  }
}
