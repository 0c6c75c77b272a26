import Foundation
import MTLData
import TestSupport
import Testing

@testable import MTLCore

/// One way to stand between encoder and heads, as users write it.
struct BetweenSetting: Sendable, CustomTestStringConvertible {
  let session: String
  var training = "{}"
  var testDescription: String { session + " " + training }

  func request(_ folder: TemporaryFolder) throws -> SessionRequest {
    var asked = try JSONValue(parsing: session).asObject ?? JSONObject()
    asked["model"] = .text(folder.path)
    if asked["problems"] == nil {
      asked["problems"] = .text("intent&slots|mood")
      asked["types"] = .object([
        "intent": .text("cls"), "slots": .text("seq_tag"), "mood": .text("cls"),
      ])
    }
    return try StrictDecoder.decode(SessionRequest.self, from: .object(asked))
  }

  func settings(
    _ change: (inout TrainingConfiguration) -> Void = { _ in }
  ) throws -> TrainingConfiguration {
    var settings = try StrictDecoder.decode(TrainingConfiguration.self, json: training)
    settings.batchSize = 8
    settings.learningRate = 3e-3
    settings.epochs = 2
    change(&settings)
    return settings
  }
}

@Suite struct BetweenSessionTests {
  static let settings = [
    BetweenSetting(session: #"{"trunk": "mmoe"}"#),
    BetweenSetting(
      session: #"{"trunk": "mmoe", "trunk_options": {"experts": 2, "expert_units": 5}}"#),
    BetweenSetting(
      session: #"{"options": {"intent": {"layer": "mix"}, "slots": {"layer": "mix"}}}"#),
    BetweenSetting(session: #"{"options": {"intent": {"layer": -2}, "slots": {"layer": 0}}}"#),
    BetweenSetting(session: #"{"options": {"intent": {"pooled_hidden_size": 7}}}"#),
    BetweenSetting(session: #"{"options": {"mood": {"share_top": "intent"}}}"#),
    BetweenSetting(session: #"{"options": {"intent": {"share_top": "mood"}}}"#),
    BetweenSetting(session: "{}", training: #"{"freeze": 1}"#),
    BetweenSetting(
      session:
        #"{"trunk": "mmoe", "options": {"mood": {"layer": "mix", "pooled_hidden_size": 4}}}"#,
      training: #"{"freeze": ["embeddings", -1], "freeze_steps": 3}"#),
  ]
  private let train = [Tiny.commands(40, seed: 1), Tiny.moods(24, seed: 2)]
  private let inputs = [
    Input(.words(["paint", "the", "red", "door"])), Input(.text("sell the car")),
  ]

  @Test(arguments: settings)
  func answersTheSameAfterSaving(_ between: BetweenSetting) throws {
    let folder = try Tiny.folder()
    let session = try Session(between.request(folder))
    try session.train(between.settings(), train: train).run(limit: 6)
    let answers = try session.predict(inputs)
    try session.save(to: folder.file("saved"))
    let again = try Session(SessionRequest(model: folder.file("saved")))
    #expect(try again.predict(inputs) == answers)
    #expect(again.loading.initialised.isEmpty && again.loading.unexpected.isEmpty)
    try again.save(to: folder.file("twice"))
    for name in ["bert_mtl.json", "heads.safetensors", "trunk.safetensors"] {
      let first = FileManager.default.contents(atPath: folder.file("saved/" + name))
      #expect(FileManager.default.contents(atPath: folder.file("twice/" + name)) == first)
      #expect((first == nil) == (name.hasPrefix("trunk") && !between.session.contains("trunk")))
    }
  }

  @Test(arguments: settings)
  func goesOnBitForBit(_ between: BetweenSetting) throws {
    let folder = try Tiny.folder()
    let whole = try Session(between.request(folder)).train(between.settings(), train: train).run()
    let first = try between.settings { $0.outputDirectory = folder.file("run") }
    let trainer = try Session(between.request(folder)).train(first, train: train)
    let begun = try trainer.run(limit: 5)
    try trainer.save()
    trainer.close()
    let second = try between.settings {
      $0.outputDirectory = folder.file("run")
      $0.resume = true
    }
    let rest = try Session(between.request(folder)).train(second, train: train).run()
    #expect(begun.lossBits + rest.lossBits == whole.lossBits)
  }

  @Test(arguments: settings)
  func learns(_ between: BetweenSetting) throws {
    let folder = try Tiny.folder()
    let session = try Session(between.request(folder))
    let settings = try between.settings {
      $0.epochs = 40
      $0.dropout = 0
      $0.freeze = .first(0)
    }
    try session.train(settings, train: train).run()
    let report = try session.evaluate(train)
    #expect(try report.score(named: "intent.accuracy") > 0.8)
  }

  @Test func whatIsFrozenStaysAsItIs() throws {
    for (freeze, frozen) in [
      ("2", ["embeddings.", "encoder.layer.0.", "encoder.layer.1."]),
      (#"["embeddings"]"#, ["embeddings."]), ("[-1]", ["encoder.layer.1."]),
      ("[1]", ["encoder.layer.0."]), ("[]", []), ("0", ["embeddings."]),
    ] {
      let folder = try Tiny.folder()
      let between = BetweenSetting(session: "{}", training: #"{"freeze": \#(freeze)}"#)
      let session = try Session(between.request(folder))
      let before = session.model.store
      try session.train(between.settings(), train: train).run(limit: 4)
      for parameter in session.model.store.parameters {
        let old = before.parameter(named: parameter.name)?.values
        let isFrozen = frozen.contains { parameter.name.hasPrefix($0) }
        let mayStay = parameter.name.hasPrefix("heads.") || parameter.name.hasSuffix("key.bias")
        #expect(mayStay || (parameter.values == old) == isFrozen, "\(freeze) \(parameter.name)")
      }
    }
  }

  @Test func aNewKindOfRowsGetsExpertsOfItsOwn() throws {
    let folder = try Tiny.folder()
    var request = SessionRequest(model: folder.path)
    (request.problems, request.types, request.trunk) = ("mood", ["mood": "cls"], "mmoe")
    let session = try Session(request)
    try session.train(Tiny.settings(), train: [train[1]]).run(limit: 2)
    try session.save(to: folder.file("saved"))
    var wider = SessionRequest(model: folder.file("saved"))
    wider.problems = "intent&slots|mood"
    wider.types = ["intent": "cls", "slots": "seq_tag"]
    let again = try Session(wider)
    #expect(again.loading.initialised.isEmpty)
    try again.train(Tiny.settings(), train: train).run(limit: 2)
    try again.save(to: folder.file("wider"))
    let last = try Session(SessionRequest(model: folder.file("wider")))
    #expect(try last.predict(inputs) == again.predict(inputs))
  }

  @Test func refusesAFolderThatHasLostItsTrunk() throws {
    let folder = try Tiny.folder()
    let between = BetweenSetting(session: #"{"trunk": "mmoe"}"#)
    let session = try Session(between.request(folder))
    try session.train(between.settings(), train: train).run(limit: 1)
    let saved = folder.file("saved")
    try session.save(to: saved)
    try FileManager.default.removeItem(atPath: saved + "/trunk.safetensors")
    #expect {
      try Session(SessionRequest(model: saved))
    } throws: {
      "\($0)" == saved + "/trunk.safetensors: expected every tensor of the model, got none of "
        + "'pooled.experts.weight', 'pooled.experts.bias', 'tokens.experts.weight', "
        + "'tokens.experts.bias'"
    }
  }
}
