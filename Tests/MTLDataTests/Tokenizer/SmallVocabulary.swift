import Foundation
import TestSupport

@testable import MTLData

/// A vocabulary of our own, as small as the tests allow.
enum SmallVocabulary {
  static let pieces = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "##aff", "##able", "able", ",", "a", "##a",
    "##b", "你",
  ]

  static let text = pieces.joined(separator: "\n") + "\n"

  /// The same as `tokenizer.json`; each text of `changes` stands in place of its key.
  static func json(_ changes: [String: String] = [:]) -> String {
    let entries = pieces.enumerated().map { "\"\($1)\": \($0)" }.joined(separator: ", ")
    let text = """
      {"added_tokens": [{"id": 4, "content": "[MASK]", "lstrip": false, "normalized": false}],
       "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                      "strip_accents": null, "lowercase": true},
       "pre_tokenizer": {"type": "BertPreTokenizer"},
       "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                 "max_input_chars_per_word": 100, "vocab": {\(entries)}}}
      """
    return changes.reduce(text) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
  }

  static func tokenizer() throws -> Tokenizer {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "vocab.txt")
    return try Tokenizer(folder: folder.path)
  }
}
