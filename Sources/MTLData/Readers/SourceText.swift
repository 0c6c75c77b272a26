#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A text file in memory: its bytes, known to be UTF-8, without the byte order mark.
struct SourceText {
  let path: String
  let bytes: [UInt8]

  /// Throws for a path without a readable file and for a file that is not UTF-8.
  init(reading path: String) throws(DataError) {
    var bytes = try SourceText.bytes(path)
    if let offset = SourceText.firstInvalidByte(bytes) {
      throw DataError(path, .file(.notUTF8(byte: bytes[offset], offset: offset)))
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    self.path = path
    self.bytes = bytes
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Where in its line an offset stands: characters (Unicode scalars) counted from 1.
  func column(of offset: Int, lineStart: Int) -> Int {
    1 + bytes[lineStart..<min(offset, bytes.count)].count { $0 & 0xC0 != 0x80 }
  }

  func place(line: Int) -> String { "\(path) line \(line)" }

  private static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
    do {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  /// A file's bytes. Throws for a path without a readable file, for devices, for more bytes than `most`
  /// or than there is memory for, and where it is to be regular for pipes: opening one may wait for ever.
  static func bytes(
    _ path: String, most: Int = .max, ofRegularFile: Bool = false
  ) throws(DataError) -> [UInt8] {
    // A zero byte would end the name early and open another file.
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw DataError(shortened(path, to: 200), .file(fault(ENOENT)))
    }
    var information = stat()
    if stat(path, &information) == 0 {
      let (kind, size) = (information.st_mode & S_IFMT, Int(information.st_size))
      let isPipe = kind == S_IFIFO && !ofRegularFile  // as `<(…)` of a shell
      let reason: String? =
        switch kind {
        case S_IFREG where size > most: "more than \(most) bytes"
        case S_IFREG where !hasMemory(for: size): "more bytes than there is memory for, \(size)"
        case S_IFREG, S_IFDIR: nil
        default: isPipe ? nil : "not a regular file"
        }
      if let reason {
        throw DataError(shortened(path, to: 200), .file(.unreadable(reason: reason)))
      }
    }
    guard let file = fopen(path, "rb") else {
      throw DataError(shortened(path, to: 200), .file(fault(errno)))
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(Int(information.st_size), 1 << 32))
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = fread(&block, 1, block.count, file)
      bytes.append(contentsOf: block[..<count])
      guard bytes.count <= most else {
        throw DataError(path, .file(.unreadable(reason: "more than \(most) bytes")))
      }
      if count < block.count { break }
    }
    guard ferror(file) == 0 else { throw DataError(path, .file(fault(errno))) }
    return bytes
  }

  /// Whether so many bytes can be had at once.
  private static func hasMemory(for bytes: Int) -> Bool {
    guard let tried = malloc(max(bytes, 1)) else { return false }
    free(tried)
    return true
  }

  private static func fault(_ code: Int32) -> FileFault {
    switch code {
    case ENOENT, ENOTDIR: .absent
    case EISDIR: .folder
    default: .unreadable(reason: String(cString: strerror(code)))
    }
  }
}
