import Foundation

@testable import MTLData

/// A vocabulary of our own, as small as the tests allow.
enum SmallVocabulary {
  static let pieces = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "##aff", "##able", "able", ",", "a", "##a",
    "##b", "你",
  ]

  static func tokenizer() throws -> Tokenizer {
    try inFolder(["vocab.txt": pieces.joined(separator: "\n") + "\n"]) { folder in
      try Tokenizer(folder: folder)
    }
  }

  /// Calls `body` with a folder that holds these files.
  static func inFolder<Result>(
    _ files: [String: String], _ body: (String) throws -> Result
  ) throws -> Result {
    try inFolder(files.mapValues { Data($0.utf8) }, body)
  }

  static func inFolder<Result>(
    _ files: [String: Data], _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("bert-mtl-tokenizer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, data) in files { try data.write(to: folder.appendingPathComponent(name)) }
    return try body(folder.path)
  }
}
