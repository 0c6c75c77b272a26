#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Saves several files into a folder as one: all of them, or none.
///
/// The files are written into a hidden folder inside the target, `.saving-…`. When the last of them
/// has reached the disk that folder is renamed `.saved`: the moment from which the save counts. Then
/// each file is moved into its place. A crash before the rename leaves the old checkpoint; a crash
/// after it leaves a `.saved` from which ``finish(_:)`` moves the rest, as everyone who opens the
/// folder does first. An empty file `.without-NAME` among them has NAME removed.
public enum StagedFolder {
  private static let saved = ".saved"
  private static let saving = ".saving-"
  private static let without = ".without-"

  /// Makes `folder` where it is missing, gives `body` the path of an empty folder to write into,
  /// and puts what it wrote in place. Where `body` throws, nothing in `folder` has changed.
  public static func save(_ folder: String, _ body: (String) throws -> Void) throws {
    try makeFolder(folder)
    try finish(folder)
    removeAbandoned(in: folder)
    let stage = joined(folder, saving + AtomicFile.unusedSuffix())
    try systemCall(folder, "write into it") { mkdir(stage, 0o777) }
    do {
      try body(stage)
      try checkPlaces(of: stage, in: folder)
      try synchronizeFiles(stage)
      let commit = joined(folder, saved)
      try systemCall(folder, "write into it") { rename(stage, commit) }
    } catch {
      remove(stage)
      throw error
    }
    try AtomicFile.synchronize(folder: folder)
    try finish(folder)
  }

  /// Has the save remove a file that the old checkpoint had and the new one has not.
  static func leaveOut(_ name: String, of stage: String) throws(CheckpointError) {
    let path = joined(stage, without + name)
    let descriptor = try systemCall(path, "write it") {
      open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o666)
    }
    close(descriptor)
  }

  /// Completes a save that was interrupted after it counted; does nothing where there is none.
  public static func finish(_ folder: String) throws(CheckpointError) {
    let source = joined(folder, saved)
    var status = stat()
    guard stat(source, &status) == 0 else { return }
    for name in names(in: source).sorted() {
      let (from, to) = (joined(source, name), joined(folder, name))
      if name.hasPrefix(without) {
        unlink(joined(folder, String(name.dropFirst(without.count))))
        unlink(from)
        continue
      }
      // Another process may be finishing the same save: what it has moved is in place.
      if rename(from, to) != 0, errno != ENOENT {
        throw .system(path: to, action: "replace it", code: errno)
      }
    }
    try AtomicFile.synchronize(folder: folder)
    if rmdir(source) != 0, errno != ENOENT {
      throw .system(path: source, action: "remove it", code: errno)
    }
  }

  /// Removes from one saved model the files that another has too; the user's own files stay.
  static func remove(from folder: String, whatIsIn other: String) throws(CheckpointError) {
    try finish(folder)
    for name in names(in: other) where isFile(joined(folder, name)) {
      let path = joined(folder, name)
      if unlink(path) != 0, errno != ENOENT {
        throw .system(path: path, action: "remove it", code: errno)
      }
    }
  }

  /// Makes `folder` and the folders above it that are missing.
  public static func makeFolder(_ folder: String) throws(CheckpointError) {
    var status = stat()
    if stat(folder, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw .system(path: folder, action: "make a folder there", code: ENOTDIR)
      }
      return
    }
    let parent = parentFolder(of: folder)
    if errno == ENOENT, parent != folder { try makeFolder(parent) }
    // The parent of `a/b/` is `a/b`, and another process may have been faster.
    if mkdir(folder, 0o777) != 0, errno != EEXIST {
      throw .system(path: folder, action: "make a folder there", code: errno)
    }
  }

  /// A file cannot take a folder's place, and after the save counts it is too late to say so.
  private static func checkPlaces(
    of stage: String, in folder: String
  ) throws(CheckpointError) {
    for name in names(in: stage) {
      let place = joined(folder, name)
      var status = stat()
      if stat(place, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        throw .system(path: place, action: "replace it", code: EISDIR)
      }
    }
  }

  private static func synchronizeFiles(_ stage: String) throws(CheckpointError) {
    for name in names(in: stage) {
      let path = joined(stage, name)
      let descriptor = try systemCall(path, "read it") { open(path, O_RDONLY | O_CLOEXEC) }
      defer { close(descriptor) }
      try systemCall(path, "write it") { fsync(descriptor) }
    }
    try AtomicFile.synchronize(folder: stage)
  }

  /// Stages of processes that have died.
  private static func removeAbandoned(in folder: String) {
    for name in names(in: folder) where name.hasPrefix(saving) {
      let process = name.dropFirst(saving.count).prefix { $0.isNumber }
      if let id = Int32(process), kill(id, 0) != 0, errno == ESRCH { remove(joined(folder, name)) }
    }
  }

  private static func remove(_ stage: String) {
    for name in names(in: stage) { unlink(joined(stage, name)) }
    rmdir(stage)
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
