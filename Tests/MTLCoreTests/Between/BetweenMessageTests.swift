import MTLData
import TestSupport
import Testing

@testable import MTLCore

/// What is said of settings that mean nothing, whole.
@Suite struct BetweenMessageTests {
  private let train = [Tiny.commands(20, seed: 1), Tiny.moods(20, seed: 2)]

  @Test(arguments: [
    (
      #"{"trunk": "mmo"}"#,
      "trunk: expected one of the known names, got 'mmo'; did you mean 'mmoe'?"
    ),
    (#"{"trunk": "mmoe", "trunk_options": 8}"#, "trunk_options: expected a table, got 8"),
    (
      #"{"trunk": "mmoe", "trunk_options": {"expert": 8}}"#,
      "trunk_options: unknown key 'expert'; did you mean 'experts'?"
    ),
    (
      #"{"trunk": "mmoe", "trunk_options": {"experts": 0}}"#,
      "trunk_options.experts: expected a whole number from 1 to 1024, got 0"
    ),
    (
      #"{"trunk": "mmoe", "trunk_options": {"expert_units": 70000}}"#,
      "trunk_options.expert_units: expected a whole number from 1 to 65536, got 70000"
    ),
    (#"{"trunk_options": {"experts": 8}}"#, "trunk_options: unknown key 'experts'"),
    (
      #"{"options": {"mood": {"layer": 3}}}"#,
      "options.mood.layer: expected 'mix' or a number from -3 to 2, got 3"
    ),
    (
      #"{"options": {"mood": {"layer": "max"}}}"#,
      "options.mood.layer: expected 'mix' or a number from -3 to 2, got 'max'"
    ),
    (
      #"{"options": {"mood": {"pooled_hidden_size": 0}}}"#,
      "options.mood.pooled_hidden_size: expected a whole number from 1 to 65536, got 0"
    ),
    (
      #"{"options": {"slots": {"pooled_hidden_size": 8}}}"#,
      "options.slots.pooled_hidden_size: expected a type that reads the pooled output, got 'seq_tag'"
    ),
    (
      #"{"options": {"mood": {"pooled_hiden_size": 8}}}"#,
      "options.mood: unknown key 'pooled_hiden_size'; did you mean 'pooled_hidden_size'?"
    ),
    (
      #"{"options": {"mood": {"share_top": "intents"}}}"#,
      "problem 'mood': expected share_top to name another problem of the chain, got 'intents'; "
        + "did you mean 'intent'?"
    ),
    (
      #"{"options": {"mood": {"share_top": "mood"}}}"#,
      "problem 'mood': expected share_top to name another problem of the chain, got 'mood'; "
        + "known: 'intent', 'slots'"
    ),
    (
      #"{"options": {"mood": {"share_top": "slots"}}}"#,
      "problem 'mood': expected the type 'seq_tag' of 'slots', whose head it shares, got 'cls'"
    ),
    (
      #"{"options": {"mood": {"share_top": "intent"}, "intent": {"share_top": "mood"}}}"#,
      "problem 'intent': expected share_top to name a problem with a head of its own, got 'mood', "
        + "which shares that of 'intent'"
    ),
    (
      #"{"options": {"mood": {"share_top": "intent", "head_dropout": 0.1}}}"#,
      "problem 'mood': expected the options of 'intent', whose head it shares, got a "
        + "'head_dropout' of its own"
    ),
  ])
  func refusesToOpen(_ json: String, _ message: String) throws {
    let folder = try Tiny.folder()
    #expect {
      let session = try Session(BetweenSetting(session: json).request(folder))
      _ = try session.train(Tiny.settings(), train: train)
    } throws: {
      "\($0)" == message
    }
  }

  @Test(arguments: [
    (#"{"freeze": 3}"#, "freeze: expected a number of layers from 0 to 2, got 3"),
    (#"{"freeze": -1}"#, "freeze: expected a number of layers from 0 to 2, got -1"),
    (
      #"{"freeze": ["embeddings", 3]}"#,
      "freeze[1]: expected 'embeddings' or a layer from -3 to 2, got 3"
    ),
    (#"{"freeze": ["pooler"]}"#, "freeze[0]: expected 'embeddings' or a layer, got 'pooler'"),
    (
      #"{"freeze": "all"}"#,
      "freeze: expected a number of layers or a list of parts, got 'all'"
    ),
  ])
  func refusesToTrain(_ json: String, _ message: String) throws {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    #expect {
      let settings = try StrictDecoder.decode(TrainingConfiguration.self, json: json)
      _ = try session.train(settings, train: train)
    } throws: {
      "\($0)" == message
    }
  }

  @Test(arguments: [
    (#"{"trunk": "plain"}"#, "trunk: expected the saved 'mmoe', got 'plain'"),
    (
      #"{"trunk_options": {"experts": 3}}"#,
      #"trunk_options: expected the saved {"expert_units":128,"experts":8}, "#
        + #"got {"expert_units":128,"experts":3}"#
    ),
  ])
  func refusesAnotherTrunkThanTheSaved(_ json: String, _ message: String) throws {
    let folder = try Tiny.folder()
    let session = try Session(BetweenSetting(session: #"{"trunk": "mmoe"}"#).request(folder))
    try session.train(Tiny.settings(), train: train).run(limit: 1)
    try session.save(to: folder.file("saved"))
    var asked = try JSONValue(parsing: json).asObject ?? JSONObject()
    asked["model"] = .text(folder.file("saved"))
    let request = try StrictDecoder.decode(SessionRequest.self, from: .object(asked))
    #expect { try Session(request) } throws: { "\($0)" == message }
  }

  @Test func refusesToResumeWithOtherPartsFrozen() throws {
    let folder = try Tiny.folder()
    let settings = Tiny.settings {
      $0.outputDirectory = folder.file("run")
      $0.freeze = .first(1)
    }
    let trainer = try Session(Tiny.request(folder)).train(settings, train: train)
    try trainer.run(limit: 1)
    try trainer.save()
    trainer.close()
    var other = settings
    (other.freeze, other.resume) = (.nothing, true)
    #expect {
      try Session(Tiny.request(folder)).train(other, train: train)
    } throws: {
      "\($0)" == "resume: expected freeze 1 as when the checkpoint was saved, got []"
    }
  }
}
