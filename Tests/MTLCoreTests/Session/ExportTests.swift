import Foundation
import MTLData
import MTLModel
import TestSupport
import Testing

@testable import MTLCore

/// An interpreter that has transformers and torch; without one the test that needs it is skipped.
private let interpreter = ProcessInfo.processInfo.environment["BERT_MTL_TRANSFORMERS_PYTHON"]

/// Language models as other programs open them.
@Suite struct ExportTests {
  private func session(
    _ folder: TemporaryFolder, _ chain: String, _ types: [String: String],
    _ options: [String: JSONValue] = [:]
  ) throws -> Session {
    var request = SessionRequest(model: folder.path)
    request.problems = chain
    request.types = types
    request.options = options
    if types["mood"] != nil { request.labels = ["mood": [.integer(0), .integer(1)]] }
    return try Session(request)
  }

  @Test(arguments: ["pretrain", "mask_lm"])
  func whatIsExportedComesBack(_ type: String) throws {
    let folder = try Tiny.folder()
    let first = try session(folder, "lm|mood", ["lm": type, "mood": "cls"])
    try first.exportPretraining(to: folder.file("out"))
    // The new problem begins with the head that the checkpoint has.
    let exported = try TemporaryFolder()
    try first.exportPretraining(to: exported.path, problem: "lm")
    let again = try session(exported, "text", ["text": type])
    let inputs = [Input(.text("paint the [MASK] car"))]
    let (ours, theirs) = (try first.predict(inputs).problems, try again.predict(inputs).problems)
    #expect(ours[0].values == theirs[0].values && ours[0].ids == theirs[0].ids)
    #expect(again.loading.initialised == [])
  }

  @Test func refusals() throws {
    let folder = try Tiny.folder()
    func message(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "nothing"
      } catch { return folder.stripped("\(error)") }
    }
    let two = try session(folder, "a|b|mood", ["a": "mask_lm", "b": "pretrain", "mood": "cls"])
    let out = folder.file("out")
    #expect(
      message { try two.exportPretraining(to: out) }
        == "export: expected one language model, got 'a', 'b'; name the problem")
    #expect(
      message { try two.exportPretraining(to: out, problem: "mood") }
        == "export: expected a problem of type mask_lm, premask_mlm or pretrain, got 'mood'"
        + "; known: 'a', 'b'")
    let none = try session(folder, "mood", ["mood": "cls"])
    #expect(
      message { try none.exportPretraining(to: out) }
        == "export: expected a problem of type mask_lm, premask_mlm or pretrain, got none")
    try none.save(to: folder.file("saved"))
    #expect(
      message { try two.exportPretraining(to: folder.file("saved"), problem: "a") }
        == "saved: expected a folder without a saved model, got one with bert_mtl.json")
  }

  @Test(
    .enabled(
      if: interpreter != nil,
      "BERT_MTL_TRANSFORMERS_PYTHON names no interpreter with transformers and torch"),
    arguments: [true, false])
  func transformersGivesTheSameLosses(sharesEmbedding: Bool) throws {
    let folder = try Tiny.folder()
    let session = try session(
      folder, "lm", ["lm": "pretrain"],
      ["lm": .object(["share_embedding": .boolean(sharesEmbedding)])])
    let out = folder.file("out")
    try session.exportPretraining(to: out)
    try folder.write(
      """
      {"ids": [[2, 5, 14, 8, 11, 3], [2, 6, 3, 7, 3]],
       "types": [[0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 1]],
       "places": [[1, 3], [3]], "targets": [[9, 8], [12]], "relations": [1, 0]}
      """, to: "out/batch.json")
    let answer = try #require(try JSONValue(parsing: check(out)).asObject)
    print("transformers: \(JSONValue.object(answer).compactText)")
    let sums = try session.model.losses(
      TextRows(
        ids: [2, 5, 14, 8, 11, 3, 2, 6, 3, 7, 3], types: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1],
        lengths: [6, 5]),
      [
        HeadBatch(
          inputs: [
            HeadRows(rows: [1, 3, 9], lengths: [2, 1]), HeadRows(rows: [0, 6], lengths: [1, 1]),
          ], targets: Targets(ids: [1, 9, 8, 0, 12], lengths: [3, 2]))
      ])[0]
    for name in ["BertForPreTraining", "BertForMaskedLM"] {
      let theirs = try #require(answer[name]?.asObject)
      #expect(theirs["missing"] == .list([]))
      #expect(abs((theirs["pieces"]?.asDouble ?? .nan) - sums[0] / 3) < 1e-4)
      guard name == "BertForPreTraining" else { continue }
      #expect(abs((theirs["relation"]?.asDouble ?? .nan) - sums[1] / 2) < 1e-4)
    }
  }

  /// The last line that the script prints.
  private func check(_ folder: String) throws -> String {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Fixtures/pretraining/check_export.py").standardizedFileURL
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: try #require(interpreter))
    process.arguments = [script.path, folder]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(text.split(separator: "\n").last ?? "")
  }
}
