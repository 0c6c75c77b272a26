import MTLData

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `history.jsonl`: one JSON line a training step and an evaluation, appended as they happen; to
/// `.history.jsonl` at first where an earlier run's is to be replaced.
final class HistoryFile {
  private let place: String
  /// Where lines go: beside the place, until the run has saved what its history tells of.
  private var path: String

  /// Begins the file anew, or keeps the lines up to `step` of the run that goes on. One that `replaces`
  /// an earlier run's leaves that until ``take()``.
  init(outputDirectory: String, keepingSteps step: Int, replaces: Bool) throws {
    place = joined(outputDirectory, "history.jsonl")
    let beside = joined(outputDirectory, ".history.jsonl")
    path = replaces && isFile(place) ? beside : place
    if path == place { unlink(beside) }  // of a run that ended before it saved
    var kept: [UInt8] = []
    if step > 0, isFile(path) {
      let bytes = try OpenFile(path: path).bytes()
      kept = bytes.withUnsafeBytes { HistoryFile.lines(of: $0, upToStep: step) }
    }
    try AtomicFile.write(kept, to: path)
  }

  private static func lines(of file: UnsafeRawBufferPointer, upToStep step: Int) -> [UInt8] {
    var kept: [UInt8] = []
    for line in file.split(separator: UInt8(ascii: "\n")) {
      guard let event = try? JSONParser.parse(UnsafeRawBufferPointer(rebasing: line)),
        let itsStep = event.asObject?["step"]?.asInteger, itsStep <= step
      else { continue }
      kept += line
      kept.append(UInt8(ascii: "\n"))
    }
    return kept
  }

  /// Takes the place of an earlier run's.
  func take() throws(CheckpointError) {
    guard path != place else { return }
    try systemCall(place, "replace it") { rename(path, place) }
    path = place
  }

  func append(_ event: some Encodable) throws {
    let line = Array((try JSON.text(event) + "\n").utf8)
    let descriptor = try systemCall(path, "append to it") {
      open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    }
    defer { close(descriptor) }
    var sink = FileSink(descriptor: descriptor, path: path)
    try sink.write(line)
    try sink.flush()
  }
}
