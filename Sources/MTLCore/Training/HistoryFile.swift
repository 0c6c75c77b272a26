import Foundation
import MTLData

/// `history.jsonl`: one JSON line a training step and an evaluation, appended as they happen.
final class HistoryFile {
  private let path: String

  /// Begins the file anew, or keeps the lines up to `step` of the run that goes on.
  init(outputDirectory: String, keepingSteps step: Int) throws {
    path = outputDirectory + "/history.jsonl"
    var kept = ""
    if step > 0, let text = try? String(contentsOfFile: path, encoding: .utf8) {
      for line in text.split(separator: "\n") {
        guard let value = try? JSONValue(parsing: String(line)).asObject?["step"]?.asInteger,
          value <= step
        else { continue }
        kept += line + "\n"
      }
    }
    try AtomicFile.write(Array(kept.utf8), to: path)
  }

  func append(_ event: some Encodable) throws {
    let line = Data(try (JSON.text(event) + "\n").utf8)
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    defer { try? file.close() }
    try file.seekToEnd()
    try file.write(contentsOf: line)
  }
}
