import Foundation

/// Why lines could not be read.
enum LineError: Error, Equatable, CustomStringConvertible {
  case open(path: String, reason: String)
  case read(name: String, reason: String)
  case encoding(name: String, line: Int, byte: Int)
  case tooLong(name: String, line: Int, bytes: Int)

  var description: String {
    switch self {
    case .open(let path, let reason), .read(let path, let reason): "\(path): \(reason)"
    case .encoding(let name, let line, let byte):
      "\(name) line \(line): expected UTF-8, got something else at byte \(byte) of the line"
    case .tooLong(let name, let line, let bytes):
      "\(name) line \(line): expected at most \(bytes) bytes, got more"
    }
  }
}

/// The lines of a file or of standard input, handed out as they come.
///
/// A batch is what one read brought, so that whoever writes a line and waits for its answer gets it,
/// and a file comes in batches of some hundred lines.
struct LineReader {
  struct Line {
    /// Counted from 1.
    let number: Int
    let text: String
  }

  let name: String
  private let descriptor: Int32
  private var rest: [UInt8] = []
  private var number = 0
  private var isAtEnd = false
  private static let pieceSize = 1 << 16
  private static let longestLine = 1 << 24

  /// Standard input where `path` is nil or `-`.
  init(path: String?) throws {
    guard let path, path != "-" else {
      (name, descriptor) = ("standard input", STDIN_FILENO)
      return
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    name = path
    guard descriptor >= 0 else {
      throw LineError.open(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
  }

  /// The next lines; empty only at the end.
  mutating func next() throws -> [Line] {
    var lines: [Line] = []
    while lines.isEmpty, !isAtEnd {
      let piece = try readPiece()
      isAtEnd = piece.isEmpty
      rest += piece
      var start = 0
      while let end = rest[start...].firstIndex(of: 0x0A) {
        lines.append(try line(rest[start..<end]))
        start = end + 1
      }
      rest.removeFirst(start)
      if isAtEnd, !rest.isEmpty {
        lines.append(try line(rest[...]))
        rest = []
      }
      guard rest.count <= LineReader.longestLine else {
        throw LineError.tooLong(name: name, line: number + 1, bytes: LineReader.longestLine)
      }
    }
    return lines
  }

  private func readPiece() throws -> [UInt8] {
    var piece = [UInt8](repeating: 0, count: LineReader.pieceSize)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count >= 0 { return Array(piece.prefix(count)) }
      guard errno == EINTR else {
        throw LineError.read(name: name, reason: String(cString: strerror(errno)).lowercased())
      }
    }
  }

  private mutating func line(_ bytes: ArraySlice<UInt8>) throws -> Line {
    number += 1
    let bytes = bytes.last == 0x0D ? bytes.dropLast() : bytes
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LineError.encoding(name: name, line: number, byte: LineReader.firstFault(in: bytes))
    }
    return Line(number: number, text: number == 1 ? text.withoutByteOrderMark : text)
  }

  /// How many bytes are UTF-8 before the first that is not.
  private static func firstFault(in bytes: ArraySlice<UInt8>) -> Int {
    var good = 0
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      good += UTF8.width(scalar)
    }
    return good
  }
}
