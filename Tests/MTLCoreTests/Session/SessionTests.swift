import Foundation
import MTLData
import TestSupport
import Testing

@testable import MTLCore

@Suite struct SessionTests {
  private let train = [Tiny.commands(60, seed: 1), Tiny.moods(40, seed: 2)]

  private func trained(_ folder: TemporaryFolder) throws -> Session {
    let session = try Session(Tiny.request(folder))
    let settings = Tiny.settings {
      $0.epochs = 40
      $0.dropout = 0
    }
    try session.train(settings, train: train).run()
    return session
  }

  @Test func predictsTheSameAfterSaving() throws {
    let folder = try Tiny.folder()
    let session = try trained(folder)
    let inputs = [Input(.words(["paint", "the", "red", "door"])), Input(.text("sell the tree"))]
    let answers = try session.predict(inputs)
    try session.save(to: folder.file("saved"))
    let again = try Session(SessionRequest(model: folder.file("saved")))
    #expect(try again.predict(inputs) == answers)
    #expect(answers.problems.map(\.problem) == ["intent", "slots", "mood"])
    #expect(answers.problems[0].answers(ofInput: 0) == [.text("paint")])
    #expect(
      answers.problems[1].answers(ofInput: 0)
        == [.text("O"), .text("O"), .text("B-colour"), .text("O")])
    #expect(answers.problems[1].rowStarts == [0, 4, 7])
    #expect(answers.offsets[4...] == [0..<4, 5..<8, 9..<13])
  }

  @Test func refusesAFolderThatHasLostItsHeads() throws {
    let folder = try Tiny.folder()
    var request = Tiny.request(folder)
    request.labels = [
      "intent": [.text("a"), .text("b")], "slots": [.text("O")], "mood": [.text("c")],
    ]
    let saved = folder.file("saved")
    try Session(request).save(to: saved)
    _ = try Session(SessionRequest(model: saved))
    let heads = saved + "/heads.safetensors"
    try FileManager.default.removeItem(atPath: heads)
    #expect {
      try Session(SessionRequest(model: saved))
    } throws: {
      "\($0)" == heads + ": expected every tensor of the model, got none of "
        + "'intent.classifier.weight', 'intent.classifier.bias', 'slots.classifier.weight', "
        + "'slots.classifier.bias', 'mood.classifier.weight', 'mood.classifier.bias'"
    }
  }

  @Test func evaluatesWhatItIsGiven() throws {
    let session = try trained(try Tiny.folder())
    let report = try session.evaluate([Tiny.commands(30, seed: 9)])
    #expect(try report.score(named: "intent.accuracy") > 0.8)
    #expect(try report.score(named: "slots.f1") > 0.8)
    #expect(report.json.asObject?["problems"]?.asObject?["mood"] == nil)
    for name in ["slots.f2", "slots.rows"] {
      #expect {
        try report.score(named: name)
      } throws: {
        "\($0)".hasPrefix("best_metric: expected a score of the report, got '\(name)'")
      }
    }
  }

  @Test func refusesOrCountsUnseenLabels() throws {
    let session = try trained(try Tiny.folder())
    let unseen = Dataset(
      name: "test", inputs: [Input(.text("the car")), Input(.text("the red car"))],
      targets: ["mood": [.label(.integer(7)), .label(.integer(1))]])
    #expect {
      try session.evaluate([unseen])
    } throws: {
      "\($0)"
        == "test row 0: expected a label of 'mood' that training has seen, got 7; known: '0', '1'"
    }
    var request = EvaluationRequest()
    request.countsUnseenLabels = true
    #expect(try session.evaluate([unseen], request).score(named: "mood.accuracy") == 0.5)
  }

  @Test func keepsSavedHeadsBesideANewProblem() throws {
    let folder = try Tiny.folder()
    let session = try trained(folder)
    try session.save(to: folder.file("saved"))
    var request = SessionRequest(model: folder.file("saved"))
    request.problems = "intent&slots|mood|size"
    request.types = ["size": "cls"]
    let wider = try Session(request)
    let sizes = Dataset(
      name: "train", inputs: [Input(.text("the car")), Input(.text("the tree"))],
      targets: ["size": [.label(.text("small")), .label(.text("large"))]])
    _ = try wider.train(Tiny.settings(), train: train + [sizes])
    let name = "heads.intent.classifier.weight"
    let kept = wider.model.store.parameter(named: name)?.values
    #expect(kept != nil && kept == session.model.store.parameter(named: name)?.values)
  }

  @Test func encodesEveryPiece() throws {
    let folder = try Tiny.folder()
    let session = try Session(SessionRequest(model: folder.path))
    let reply = try session.encode([Input(.text("the car")), Input(.text("red"))])
    #expect(reply.arrays.map(\.shape) == [[2, 16], [7, 16], [3]])
    #expect(reply.arrays[2].values == .int64([0, 4, 7]))
  }

  @Test func marksWordsThatWereCutOff() throws {
    let session = try trained(try Tiny.folder())
    var request = PredictionRequest()
    request.maximumLength = 5
    let answers = try session.predict(
      [Input(.words(["paint", "the", "red", "door", "the"]))], request)
    #expect(
      answers.problems[1].answers(ofInput: 0).map { $0 == nil } == [
        false, false, false, true, true,
      ])
  }

  @Test func aLaterTrainingReplacesAnEarlierOne() throws {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    let first = try session.train(Tiny.settings(), train: train)
    let second = try session.train(Tiny.settings(), train: train)
    #expect(throws: TrainingError.replaced) { try first.step() }
    _ = try second.step()
  }

  @Test(arguments: [
    (
      #"{"problems": "a", "types": {}}"#,
      "problem 'a': expected a type (\(ProblemTypes.names.joined(separator: ", "))) in types, got "
        + "none"
    ),
    (
      #"{"problems": "a", "types": {"a": "seqtag"}}"#,
      "problem 'a': expected a known type, got 'seqtag'; did you mean 'seq_tag'?"
    ),
    (
      #"{"problems": "a", "types": {"a": "cls", "b": "cls"}}"#,
      "types, labels, options: 'b' is not a problem of the chain 'a'"
    ),
    (#"{"problems": "a&"}"#, "chain 'a&', column 3: expected the name of a problem, got none"),
    (
      #"{"dtype": "half"}"#,
      "dtype: expected a number format, got 'half'; known: 'auto', 'float32', 'bfloat16', 'int8'"
    ),
    (
      #"{"model": null}"#,
      "model: expected a folder, or a configuration and a vocabulary, got neither"
    ),
    (
      #"{"model": null, "configuration": {}}"#,
      "vocabulary: expected a vocab.txt or a tokenizer's folder beside the configuration, got none"
    ),
  ])
  func refuses(_ json: String, _ message: String) throws {
    let folder = try Tiny.folder()
    var request = try JSONValue(parsing: json).asObject ?? JSONObject()
    if request["model"] == nil { request["model"] = .text(folder.path) }
    let object = JSONValue.object(request)
    #expect {
      try Session(StrictDecoder.decode(SessionRequest.self, from: object))
    } throws: {
      "\($0)" == message
    }
  }

  @Test func refusesAVocabularyThatTheEncoderHasNoRoomFor() throws {
    let folder = try Tiny.folder()
    let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + (0..<30).map { "w\($0)" }
    try folder.write(words.joined(separator: "\n"), to: "vocab.txt")
    #expect(throws: SessionError.vocabulary(tokenizer: 35, encoder: 20)) {
      try Session(SessionRequest(model: folder.path))
    }
  }

  @Test func refusesToPredictUntrained() throws {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    #expect(throws: ProblemError.untrained(problem: "intent")) {
      try session.predict([Input(.text("the car"))])
    }
    let encoder = try Session(SessionRequest(model: folder.path))
    #expect(throws: ProblemError.noProblems) { try encoder.predict([Input(.text("the car"))]) }
  }

  @Test func refusesDataThatDoesNotFitTheChain() throws {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    #expect {
      try session.train(Tiny.settings(), train: [train[0]])
    } throws: {
      "\($0)" == "group 'mood': expected data for problem 'mood', got none"
    }
    let other = Dataset(
      name: "train", inputs: [Input(.text("the"))], targets: ["ner": [.label(.text("x"))]])
    #expect {
      try session.train(Tiny.settings(), train: train + [other])
    } throws: {
      "\($0)" == "train: 'ner' is no problem and no group of the chain 'intent&slots|mood'"
    }
  }
}
