import Foundation
import MTLCore
import MTLData
import TestSupport
import Testing

/// What users may say of one problem, and how they are told that they may not.
@Suite struct OptionTests {
  static let refused: [([String: JSONValue], String)] = [
    (
      ["slots": .object(["head_dropuot": .number(0.2)])],
      "options.slots: unknown key 'head_dropuot'; did you mean 'head_dropout'?"
    ),
    (["slots": .number(1)], "options.slots: expected a table, got 1.0"),
    (
      ["slots": .object(["head_dropout": .integer(1)])],
      "options.slots.head_dropout: expected a number from 0 to below 1, got 1.0"
    ),
    (
      ["slot": .object(["head_dropout": .number(0.2)])],
      "types, labels, options: 'slot' is not a problem of the chain 'intent&slots|mood'"
    ),
  ]

  @Test(arguments: refused)
  func refuses(_ options: [String: JSONValue], _ message: String) throws {
    let folder = try Tiny.folder()
    var request = Tiny.request(folder)
    request.options = options
    #expect {
      _ = try Session(request)
    } throws: {
      "\($0)" == message
    }
  }

  @Test func areSavedWithTheModel() throws {
    let folder = try Tiny.folder()
    var request = Tiny.request(folder)
    request.options = ["slots": .object(["head_dropout": .number(0.25)])]
    let session = try Session(request)
    try session.train(
      Tiny.settings { $0.epochs = 1 }, train: [Tiny.commands(8, seed: 1), Tiny.moods(8, seed: 2)]
    ).run()
    try session.save(to: folder.file("saved"))
    let text = try String(contentsOfFile: folder.file("saved") + "/bert_mtl.json", encoding: .utf8)
    #expect(text.contains("head_dropout") && text.contains("0.25"))
    _ = try Session(SessionRequest(model: folder.file("saved")))
  }
}
