#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A tokenizer's files, read whole and written whole or not at all.
enum TextFile {
  /// The bytes of a file that has to be UTF-8.
  static func read(_ path: String) throws(TokenizerError) -> [UInt8] {
    guard isName(path), let file = fopen(path, "rb") else {
      throw .unreadable(path: path, reason: reason())
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = fread(&block, 1, block.count, file)
      bytes += block[..<count]
      if count < block.count { break }
    }
    guard ferror(file) == 0 else { throw .unreadable(path: path, reason: reason()) }
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw .notUTF8(path: path, offset: error.byteOffsets.lowerBound)
    }
    return bytes
  }

  /// A new file takes the old one's place when every byte of it has reached the disk.
  static func write(_ bytes: [UInt8], to path: String) throws(TokenizerError) {
    let temporary = "\(path).\(getpid()).tmp"
    guard let file = fopen(temporary, "wb") else {
      throw .unwritable(path: path, reason: reason())
    }
    let isWritten =
      fwrite(bytes, 1, bytes.count, file) == bytes.count
      && fflush(file) == 0 && fsync(fileno(file)) == 0
    let failure = isWritten ? "" : reason()
    fclose(file)
    guard isWritten, rename(temporary, path) == 0 else {
      let reason = isWritten ? reason() : failure
      unlink(temporary)
      throw .unwritable(path: path, reason: reason)
    }
  }

  /// Leaves no file of this name; there may have been none.
  static func remove(_ path: String) throws(TokenizerError) {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw .unwritable(path: path, reason: reason())
    }
  }

  /// Makes a folder and those above it; there may be one.
  static func makeFolder(_ path: String) throws(TokenizerError) {
    guard isName(path) else { throw .unwritable(path: path, reason: reason()) }
    guard !isFolder(path), mkdir(path, 0o777) != 0 else { return }
    let above = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
    guard errno == ENOENT, !above.isEmpty else {
      throw .unwritable(path: path, reason: reason())
    }
    try makeFolder(above)
    guard mkdir(path, 0o777) == 0 || isFolder(path) else {
      throw .unwritable(path: path, reason: reason())
    }
  }

  static func exists(_ path: String) -> Bool { isName(path) && access(path, F_OK) == 0 }

  /// A zero byte would end the name early and open another file.
  private static func isName(_ path: String) -> Bool {
    let isName = !path.utf8.contains(0)
    if !isName { errno = ENOENT }
    return isName
  }

  private static func isFolder(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }

  /// What the operating system says of the call that has just failed.
  private static func reason() -> String { String(cString: strerror(errno)) }
}
