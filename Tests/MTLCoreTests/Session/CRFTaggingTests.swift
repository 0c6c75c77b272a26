import MTLData
import MTLKernels
import TestSupport
import Testing

@testable import MTLCore

@Suite struct CRFTaggingTests {
  /// Sentences of which every run of colours is a span.
  private func sentences(_ count: Int, seed: UInt64) -> Dataset {
    let key = RandomKey(seed: seed)
    let words = Tiny.colours + Tiny.things + ["the"]
    let rows = (0..<count).map { row in
      (0..<1 + key(row).integer(below: 6, at: 0)).map { i in
        words[key(row).integer(below: words.count, at: i + 1)]
      }
    }
    return Dataset(
      name: "train", inputs: rows.map { Input(.words($0)) },
      targets: ["slots": rows.map { .labels(tags($0).map { .text($0) }) }])
  }

  private func tags(_ words: [String]) -> [String] {
    words.indices.map { i in
      guard Tiny.colours.contains(words[i]) else { return "O" }
      return i > 0 && Tiny.colours.contains(words[i - 1]) ? "I-colour" : "B-colour"
    }
  }

  private func session(_ folder: TemporaryFolder, _ options: JSONObject) throws -> Session {
    var request = SessionRequest(model: folder.path)
    request.problems = "slots"
    request.types = ["slots": "seq_tag"]
    request.options = ["slots": .object(options)]
    return try Session(request)
  }

  @Test(arguments: [false, true])
  func learnsAndAnswersTheSameAfterSaving(isConstrained: Bool) throws {
    let folder = try Tiny.folder()
    let options: JSONObject = [
      "constrain_transitions": .boolean(isConstrained), "crf": .boolean(true),
    ]
    let session = try session(folder, options)
    let settings = Tiny.settings {
      $0.epochs = 20
      $0.dropout = 0
    }
    let events = try session.train(settings, train: [sentences(60, seed: 1)]).run()
    let losses = events.compactMap { event -> Double? in
      if case .train(let report) = event { report.loss } else { nil }
    }
    #expect((losses.last ?? 9) < 0.3 * (losses.first ?? 0))
    #expect(try session.evaluate([sentences(40, seed: 9)]).score(named: "slots.f1") > 0.9)

    let inputs = [Input(.words(["red"])), Input(.words(["the", "red", "green", "car"]))]
    let answers = try session.predict(inputs)
    let third = 1 / Float(3)
    let answer = answers.problems[0]
    #expect(answer.answers(ofInput: 0) == [.text("B-colour")])
    #expect(
      answer.answers(ofInput: 1) == ["O", "B-colour", "I-colour", "O"].map { .text($0) })
    for row in 0..<5 {
      #expect(abs(answer.values[3 * row..<3 * row + 3].reduce(0, +) - 1) < 1e-5)
    }
    // The first word of a row cannot be inside a span: B-colour, I-colour, O.
    if isConstrained { #expect(answer.values[1] < 1e-6) }
    var pieces = PredictionRequest()
    pieces.everyPiece = true
    let every = try session.predict(inputs, pieces).problems[0]
    #expect(every.rowStarts == [0, 3, 9])
    // [CLS] red [SEP]: the word answers as it did, and special pieces have no tag.
    #expect(every.ids[..<3] == [-1, answer.ids[0], -1])
    #expect(
      every.values[..<9] == [third, third, third] + answer.values[..<3] + [third, third, third])
    #expect(every.values[12..<24] == answer.values[3...])
    try session.save(to: folder.file("saved"))
    let again = try Session(SessionRequest(model: folder.file("saved")))
    #expect(try again.predict(inputs) == answers)
    #expect(try again.problem("slots").options == options)
  }

  /// Rows cut to four pieces, two words, in a scheme whose spans must end.
  @Test func rowsThatAreCutAreLearnt() throws {
    let session = try session(
      try Tiny.folder(), ["crf": .boolean(true), "constrain_transitions": .boolean(true)])
    let settings = Tiny.settings {
      $0.maximumLength = 4
      $0.epochs = 2
    }
    let rows = Dataset(
      name: "train",
      inputs: [["red", "green", "blue"], ["the", "red", "blue"], ["car"]].map { Input(.words($0)) },
      targets: [
        "slots": [["B", "I", "E"], ["O", "B", "E"], ["S"]].map { .labels($0.map { .text($0) }) }
      ])
    let events = try session.train(settings, train: [rows]).run()
    guard case .train(let report) = try #require(events.first) else { return }
    // Of [B, I] and [O, B] the last words cannot end a row: they are unknown.
    #expect(report.rows == ["slots": 3])
    #expect(report.loss < 5)
  }

  @Test(
    arguments: [
      (
        ["O", "I-colour"],
        "train row 1: expected tags of 'slots' that IOB2 allows, got 'I-colour' after 'O' at word 2"
      ),
      (
        ["I-colour", "O"],
        "train row 1: expected tags of 'slots' that IOB2 allows, got 'I-colour' at word 1"
      ),
      (
        ["O", "B-x", "E-x", "B-x"],
        "train row 1: expected tags of 'slots' that IOBES allows, got 'B-x' at the last word"
      ),
    ])
  func refusesAPathThatTheSchemeForbids(_ tags: [String], _ message: String) throws {
    let session = try session(
      try Tiny.folder(), ["crf": .boolean(true), "constrain_transitions": .boolean(true)])
    let first = tags.contains("E-x") ? ["S-x"] : ["B-colour"]
    let rows = Dataset(
      name: "train",
      inputs: [first, tags].map { Input(.words(Array(repeating: "car", count: $0.count))) },
      targets: ["slots": [first, tags].map { .labels($0.map { .text($0) }) }])
    #expect {
      try session.train(Tiny.settings(), train: [rows])
    } throws: {
      "\($0)" == message
    }
  }

  @Test(
    arguments: [
      (["NN", "VV"], "tags without spans"), (["O", "I-x"], "tags of IOB1"),
    ])
  func refusesToConstrainOtherTags(_ tags: [String], _ got: String) throws {
    let session = try session(
      try Tiny.folder(), ["crf": .boolean(true), "constrain_transitions": .boolean(true)])
    let rows = Dataset(
      name: "train", inputs: [Input(.words(["red", "car"]))],
      targets: ["slots": [.labels(tags.map { .text($0) })]])
    #expect {
      try session.train(Tiny.settings(), train: [rows])
    } throws: {
      "\($0)"
        == "options.slots.constrain_transitions: expected tags of IOB2, IOBES, BILOU or BMES, "
        + "got \(got)"
    }
  }
}
