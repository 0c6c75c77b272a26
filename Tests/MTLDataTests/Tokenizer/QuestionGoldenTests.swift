import Foundation
import TestSupport
import Testing

@testable import MTLData

/// The 10,570 questions of SQuAD's development set with the pieces and ids that others' tokenizers
/// gave them; `tokenizer_golden` of the development data, which is no part of this project.
@Suite struct QuestionGoldenTests {
  struct Question: Decodable {
    let original: String
    let wordpiece: [String]
  }

  static let data: URL = {
    if let folder = ProcessInfo.processInfo.environment["BERT_MTL_DATA"] {
      return URL(filePath: folder)
    }
    return URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../../shared/data").standardized
  }()

  static let isThere = FileManager.default.fileExists(
    atPath: data.appending(path: "tokenizer_golden/tokenized_questions.json").path)

  private func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    try JSONDecoder().decode(
      type, from: Data(contentsOf: Self.data.appending(path: "tokenizer_golden/\(name)")))
  }

  @Test(
    .enabled(if: isThere, "no tokenizer_golden in BERT_MTL_DATA or ../shared/data"),
    arguments: [false, true])
  func everyQuestion(fromJSON: Bool) throws {
    let questions = try decode([Question].self, "question_tokens.json")
    let ids = try decode([[Int32]].self, "tokenized_questions.json")
    #expect(questions.count == 10_570 && ids.count == 10_570)
    let tokenizer = try fromJSON ? tokenizerOfJSON() : tokenizerOfText()
    let encodings = try tokenizer.encode(questions.map { Input(.text($0.original)) })
    var different = 0
    for (row, encoding) in encodings.enumerated() {
      let pieces = encoding.ids.dropFirst().dropLast()
      let names = pieces.map { (tokenizer.piece(of: $0) ?? "").replacing("##", with: "") }
      let wanted = questions[row].wordpiece.map { $0.replacing("##", with: "") }
      if !pieces.elementsEqual(ids[row]) || names != wanted { different += 1 }
    }
    #expect(different == 0)
  }

  private func tokenizerOfText() throws -> Tokenizer {
    try Tokenizer(
      vocabularyFile: Self.data.appending(path: "vocab/bert-base-uncased-vocab.txt").path,
      lowercases: true)
  }

  private func tokenizerOfJSON() throws -> Tokenizer {
    let folder = try TemporaryFolder()
    try folder.write(
      Array(
        Data(
          contentsOf: Self.data.appending(
            path: "tokenizer_golden/bert-base-uncased.tokenizer.json"))),
      to: "tokenizer.json")
    return try Tokenizer(folder: folder.path)
  }
}
