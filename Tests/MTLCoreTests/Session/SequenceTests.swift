import MTLData
import MTLKernels
import TestSupport
import Testing

@testable import MTLCore

/// `seq2seq_tag` and `seq2seq_text` from data to answers: lists of colours are said backwards.
@Suite struct SequenceTests {
  private static let cases: [(type: String, options: String)] = [
    ("seq2seq_tag", #"{"beam_size": 1}"#),
    ("seq2seq_tag", #"{"beam_size": 3, "init_decoder_from_encoder": true}"#),
    ("seq2seq_text", #"{"beam_size": 2}"#),
    ("seq2seq_text", #"{"share_embedding": false, "beam_size": 1}"#),
    ("seq2seq_text", #"{"target_units": "words"}"#),
    ("seq2seq_text", #"{"target_units": "characters", "beam_size": 2}"#),
  ]

  private func rows(_ count: Int, seed: UInt64, type: String) -> Dataset {
    let key = RandomKey(seed: seed)
    let lists = (0..<count).map { row in
      (0...key(row).integer(below: 2, at: 0)).map {
        Tiny.colours[key(row).integer(below: 3, at: $0 + 1)]
      }
    }
    return Dataset(
      name: "train", inputs: lists.map { Input(.words($0)) },
      targets: [
        "back": lists.map { list in
          type == "seq2seq_tag"
            ? .labels(list.reversed().map { .text($0) })
            : .text(.text(list.reversed().joined(separator: " ")))
        }
      ])
  }

  private func request(
    _ folder: TemporaryFolder, _ type: String, _ options: String
  ) throws -> SessionRequest {
    var request = SessionRequest(model: folder.path)
    request.problems = "back"
    request.types = ["back": type]
    var object = try JSONValue(parsing: options).asObject ?? JSONObject()
    if object["decoder_num_hidden_layers"] == nil {
      object["decoder_num_hidden_layers"] = .integer(1)
    }
    request.options = ["back": .object(object)]
    return request
  }

  private func settings(_ change: (inout TrainingConfiguration) -> Void = { _ in })
    -> TrainingConfiguration
  {
    Tiny.settings {
      $0.epochs = 30
      $0.dropout = 0
      change(&$0)
    }
  }

  @Test(arguments: cases.indices)
  func learnsToTurnListsAround(number: Int) throws {
    let (type, options) = Self.cases[number]
    let folder = try Tiny.folder()
    let session = try Session(request(folder, type, options))
    try session.train(settings(), train: [rows(150, seed: 1, type: type)]).run()
    let report = try session.evaluate([rows(60, seed: 2, type: type)])
    #expect(try report.score(named: "back.exact_match") > 0.9, "\(report.json.compactText)")
    #expect(try report.score(named: "back.token_accuracy") > 0.9)

    let inputs = [Input(.words(["red", "blue"])), Input(.words(["green"]))]
    let answers = try session.predict(inputs)
    if type == "seq2seq_tag" {
      #expect(answers.problems[0].answers(ofInput: 0) == [.text("blue"), .text("red")])
      #expect(answers.problems[0].texts == [])
    } else {
      #expect(answers.problems[0].texts == ["blue red", "green"])
    }
    #expect(answers.problems[0].rowStarts == [0, 1, 2])
    #expect(answers.problems[0].values.count == 2)

    try session.save(to: folder.file("saved"))
    let again = try Session(SessionRequest(model: folder.file("saved")))
    #expect(try again.predict(inputs) == answers)
    #expect(try again.evaluate([rows(60, seed: 2, type: type)]).json == report.json)
  }

  @Test(arguments: ["seq2seq_tag", "seq2seq_text"])
  func resumesBitForBit(type: String) throws {
    let folder = try Tiny.folder()
    let data = [rows(40, seed: 1, type: type)]
    let request = try request(folder, type, #"{"beam_size": 2, "head_dropout": 0.1}"#)
    let settings = settings {
      $0.epochs = 3
      $0.labelSmoothing = 0.1
      $0.outputDirectory = folder.file("run")
    }
    var unbroken = settings
    unbroken.outputDirectory = folder.file("whole")
    let whole = try Session(request).train(unbroken, train: data, dev: data).run(limit: 8)
    let first = try Session(request).train(settings, train: data, dev: data)
    let begun = try first.run(limit: 4)
    try first.save()
    first.close()
    var resumed = settings
    resumed.resume = true
    let rest = try Session(request).train(resumed, train: data, dev: data).run(limit: 4)
    #expect(begun.lossBits + rest.lossBits == whole.lossBits)
  }

  @Test func newDecodersBeginAsTheEncoderThatWasRead() throws {
    let folder = try Tiny.folder()
    try Session(SessionRequest(model: folder.path)).save(to: folder.file("encoder"))
    var request = try request(
      folder, "seq2seq_text",
      #"{"init_decoder_from_encoder": true, "decoder_num_hidden_layers": 2}"#)
    request.model = folder.file("encoder")
    request.seed = 7
    let store = try Session(request).model.store
    for name in [
      "encoder.layer.1.attention.self.value.weight", "encoder.layer.0.output.dense.bias",
    ] {
      let encoder = try #require(store.parameter(named: name))
      #expect(store.parameter(named: "heads.back.decoder." + name)?.values == encoder.values)
    }
  }

  @Test(arguments: [
    ("seq2seq_tag", #"{"beam_size": 0}"#, "beam_size: expected a number from 1 to 1000, got 0"),
    (
      "seq2seq_tag", #"{"decoder_num_hidden_layers": 0}"#,
      "decoder_num_hidden_layers: expected a number from 1 to 100, got 0"
    ),
    (
      "seq2seq_text", #"{"beam_search_alpha": -1}"#,
      "beam_search_alpha: expected a number from 0 to 10, got -1.0"
    ),
    (
      "seq2seq_text", #"{"label_smoothing": 1}"#,
      "label_smoothing: expected a number from 0 to below 1, got 1.0"
    ),
    (
      "seq2seq_tag", #"{"decode_max_seq_len": 17}"#,
      "decode_max_seq_len: expected a number from 1 to 16, the encoder's positions, got 17"
    ),
    (
      "seq2seq_text", #"{"decode_max_seq_len": 0}"#,
      "decode_max_seq_len: expected a number from 1 to 16, the encoder's positions, got 0"
    ),
    (
      "seq2seq_text", #"{"init_decoder_from_encoder": true, "decoder_num_hidden_layers": 3}"#,
      "decoder_num_hidden_layers: expected at most 2, the encoder's, with "
        + "init_decoder_from_encoder, got 3"
    ),
    (
      "seq2seq_text", #"{"share_embedding": true, "target_units": "characters"}"#,
      "share_embedding: expected false where target_units is 'characters', got true"
    ),
    (
      "seq2seq_text", #"{"target_units": "bytes"}"#,
      "target_units: expected one of the known names, got 'bytes'; known: 'pieces', 'characters', "
        + "'words'"
    ),
  ])
  func refusesOptions(type: String, options: String, message: String) throws {
    let folder = try Tiny.folder()
    #expect {
      try Session(request(folder, type, options))
    } throws: {
      "\($0)" == "options.back." + message
    }
  }

  @Test func refusesOptionsOfTextsForTags() throws {
    let folder = try Tiny.folder()
    #expect {
      try Session(request(folder, "seq2seq_tag", #"{"target_units": "words"}"#))
    } throws: {
      "\($0)"
        == "options.back: unknown key 'target_units'; known: 'beam_search_alpha', 'beam_size', "
        + "'decode_max_seq_len', 'decoder_num_hidden_layers', 'head_dropout', "
        + "'init_decoder_from_encoder', 'label_smoothing', 'layer', 'pooled_hidden_size', "
        + "'share_top'"
    }
    var given = try request(folder, "seq2seq_text", "{}")
    given.labels = ["back": [.text("a")]]
    #expect {
      try Session(given)
    } throws: {
      "\($0)" == "labels of problem 'back': expected none, where its target_units are the "
        + "tokenizer's pieces, got 1"
    }
  }

  @Test func refusesTargetsThatDoNotFit() throws {
    let folder = try Tiny.folder()
    func refuse(_ type: String, _ target: Target, _ message: String) throws {
      let session = try Session(request(folder, type, "{}"))
      let rows = rows(3, seed: 1, type: type)
      var targets = rows.targets["back"] ?? []
      targets[1] = target
      let data = Dataset(name: "train", inputs: rows.inputs, targets: ["back": targets])
      #expect {
        try session.train(settings(), train: [data])
      } throws: {
        "\($0)" == "train row 1: " + message
      }
    }
    try refuse("seq2seq_tag", .labels([]), "expected a target of 'back', got an empty one")
    try refuse("seq2seq_text", .text(.text(" ")), "expected a target of 'back', got an empty one")
    try refuse(
      "seq2seq_text", .text(.words(Array(repeating: "red", count: 16))),
      "expected at most 15 pieces of 'back', got 16; the decoder has no positions for more")
    try refuse(
      "seq2seq_tag", .text(.text("red")), "expected a list of labels of 'back', got 'red'")
  }

  /// A character that training has not seen is no reason to refuse a text: it is never right.
  @Test func unseenCharactersAreWrong() throws {
    let folder = try Tiny.folder()
    let session = try Session(
      request(folder, "seq2seq_text", #"{"target_units": "characters", "beam_size": 1}"#))
    try session.train(settings { $0.epochs = 1 }, train: [rows(20, seed: 1, type: "seq2seq_text")])
      .run()
    let unseen = Dataset(
      name: "dev", inputs: [Input(.text("red"))], targets: ["back": [.text(.text("xyz"))]])
    let report = try session.evaluate([unseen])
    #expect(try report.score(named: "back.exact_match") == 0)
  }
}
