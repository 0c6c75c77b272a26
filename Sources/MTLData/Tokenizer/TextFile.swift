import Foundation

/// The bytes of a file that has to be UTF-8.
enum TextFile {
  static func read(_ path: String) throws(TokenizerError) -> [UInt8] {
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw .unreadable(path: path, reason: reason(error))
    }
    if let offset = firstInvalidByte(bytes) { throw .notUTF8(path: path, offset: offset) }
    return bytes
  }

  /// Writes a file whole or not at all.
  static func write(_ bytes: [UInt8], to path: String) throws(TokenizerError) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .unwritable(path: path, reason: reason(error))
    }
  }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// What the operating system says, without Foundation's frame around it.
  static func reason(_ error: any Error) -> String {
    let error = error as NSError
    let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
    guard underlying.domain == NSPOSIXErrorDomain else { return error.localizedDescription }
    return String(cString: strerror(Int32(underlying.code)))
  }

  /// Where a sequence that is not UTF-8 begins; nil where all is.
  static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      var place = 0
      while place < bytes.count {
        if bytes[place] < 0x80 {
          place += 1
          continue
        }
        guard let length = sequenceLength(bytes, at: place) else { return place }
        place += length
      }
      return nil
    }
  }

  /// The length of the sequence of two to four bytes that begins here; nil where none does.
  ///
  /// The Unicode Standard, table 3-7, "Well-Formed UTF-8 Byte Sequences".
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int? {
    let (length, second): (Int, ClosedRange<UInt8>)
    switch bytes[place] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard place + length <= bytes.count, second.contains(bytes[place + 1]) else { return nil }
    let isContinued = bytes[(place + 2)..<(place + length)].allSatisfy { $0 & 0xC0 == 0x80 }
    return isContinued ? length : nil
  }
}
