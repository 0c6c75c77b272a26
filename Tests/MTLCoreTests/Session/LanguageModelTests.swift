import MTLData
import MTLKernels
import MTLModel
import TestSupport
import Testing

@testable import MTLCore

/// `mask_lm`, `premask_mlm` and `pretrain` from data to answers.
@Suite struct LanguageModelTests {
  private static let texts = Dataset(
    name: "train", inputs: Tiny.commands(60, seed: 1).inputs,
    targets: ["lm": Array(repeating: .nothing, count: 60)])

  private static func request(
    _ folder: TemporaryFolder, _ type: String, _ options: JSONObject = [:]
  ) -> SessionRequest {
    var request = SessionRequest(model: folder.path)
    request.problems = "lm"
    request.types = ["lm": type]
    request.options = ["lm": .object(options)]
    return request
  }

  /// Documents whose sentences go on with the colour of the first.
  private static func documents(_ count: Int, seed: UInt64, name: String = "train") -> Dataset {
    let key = RandomKey(seed: seed)
    let inputs = (0..<count).map { d -> Input in
      let colour = Tiny.colours[key.integer(below: 3, at: d)]
      let sentences = (0..<6).map { s -> Segment in
        let thing = Tiny.things[key(d).integer(below: 4, at: s)]
        return .text("paint the \(colour) \(thing)")
      }
      return Input(.sentences(sentences))
    }
    return Dataset(
      name: name, inputs: inputs, targets: ["lm": Array(repeating: .nothing, count: count)])
  }

  private static func premasked(_ rows: [(String, Target)]) -> Dataset {
    Dataset(
      name: "train", inputs: rows.map { Input(.text($0.0)) }, targets: ["lm": rows.map(\.1)])
  }

  private static func settings(epochs: Int) -> TrainingConfiguration {
    Tiny.settings {
      $0.epochs = epochs
      $0.dropout = 0
    }
  }

  private func meanLoss(_ events: ArraySlice<[String: UInt64]>) -> Double {
    events.reduce(0) { $0 + Double(bitPattern: $1["lm"] ?? 0) } / Double(events.count)
  }

  @Test(arguments: [
    JSONObject(), ["whole_word": .boolean(true), "masked_lm_prob": .number(0.4)],
    ["share_embedding": .boolean(false), "max_predictions_per_seq": .integer(1)],
  ])
  func learnsAndComesBack(_ options: JSONObject) throws {
    let folder = try Tiny.folder()
    let session = try Session(Self.request(folder, "masklm", options))
    #expect(try session.describe().problems[0].type == "mask_lm")
    let bits = try session.train(Self.settings(epochs: 20), train: [Self.texts]).run().lossBits
    #expect(meanLoss(bits.suffix(10)) < 0.7 * meanLoss(bits.prefix(10)))
    let report = try session.evaluate([Self.texts])
    #expect(try session.evaluate([Self.texts]).json == report.json)
    let perplexity = -(try report.score(named: "lm.perplexity"))
    #expect(perplexity > 1 && perplexity < 8)
    #expect(try report.score(named: "lm.accuracy") > 0.3)

    let inputs = [
      Input(.text("[MASK] the red door")), Input(.text("the car")), Input(.text("[MASK] [MASK]")),
    ]
    let answers = try session.predict(inputs)
    #expect(answers.problems[0].form == .pieces && answers.problems[0].columns == 5)
    #expect(answers.problems[0].rowStarts == [0, 1, 1, 3])
    #expect(answers.problems[0].idStarts == [0, 5, 5, 15])
    try session.save(to: folder.file("saved"))
    let again = try Session(SessionRequest(model: folder.file("saved")))
    #expect(try again.predict(inputs) == answers)
    #expect(try again.evaluate([Self.texts]).json == report.json)
  }

  @Test(arguments: ["mask_lm", "pretrain"])
  func continuesBitForBit(_ type: String) throws {
    let data = [type == "pretrain" ? Self.documents(5, seed: 1) : Self.texts]
    func settings(_ folder: TemporaryFolder, resumes: Bool) -> TrainingConfiguration {
      Tiny.settings {
        $0.epochs = 2
        $0.outputDirectory = folder.file("run")
        $0.resume = resumes
      }
    }
    let folder = try Tiny.folder()
    let whole = try Session(Self.request(folder, type)).train(
      Tiny.settings { $0.epochs = 2 }, train: data)
    let bits = try whole.run(limit: 12).lossBits
    let first = try Session(Self.request(folder, type)).train(
      settings(folder, resumes: false), train: data)
    let begun = try first.run(limit: 7).lossBits
    try first.save()
    first.close()
    let second = try Session(Self.request(folder, type)).train(
      settings(folder, resumes: true), train: data)
    #expect(begun + (try second.run(limit: 5).lossBits) == bits)
    #expect(Set(bits.map { $0["lm"] }).count == bits.count)
  }

  @Test func aMaskedCopyStandsBesideThePlainText() throws {
    let folder = try Tiny.folder()
    var request = Self.request(folder, "mask_lm", ["masked_lm_prob": .number(1)])
    request.problems = "lm&mood"
    request.types["mood"] = "cls"
    let session = try Session(request)
    let data = Tiny.moods(20, seed: 2)
    let joint = Dataset(
      name: "train", inputs: data.inputs,
      targets: data.targets.merging(["lm": data.inputs.map { _ in .nothing }]) { a, _ in a })
    let events = try session.train(Self.settings(epochs: 30), train: [joint]).run()
    let reports = events.compactMap { if case .train(let report) = $0 { report } else { nil } }
    #expect(reports.allSatisfy { $0.tokens == 2 * 5 * $0.instances })
    #expect(reports.allSatisfy { $0.rows["lm"] == 3 * $0.instances })
    #expect(try session.evaluate([joint]).score(named: "mood.accuracy") == 1)
  }

  @Test func aRowWithNothingToHideCountsNowhere() throws {
    let folder = try Tiny.folder()
    let session = try Session(Self.request(folder, "mask_lm"))
    let unknown = Dataset(
      name: "train", inputs: [Input(.text("what")), Input(.text("the car"))],
      targets: ["lm": [.nothing, .nothing]])
    let event = try session.train(Tiny.settings(), train: [unknown]).step()
    guard case .train(let report) = event else { throw DataError("no step", .label(.none)) }
    #expect(report.rows["lm"] == 1 && (report.losses["lm"] ?? 0) > 0)
  }

  @Test func fillsInWhatTheUserHasMasked() throws {
    let rows = (0..<24).map { i -> (String, Target) in
      let verb = Tiny.verbs[i % 3]
      let thing = Tiny.things[i % 3]
      return ("[MASK] the \(thing)", .text(.text("\(verb) the \(thing)")))
    }
    let folder = try Tiny.folder()
    let session = try Session(
      Self.request(folder, "premask_mlm", ["top_k": .integer(2)]))
    try session.train(Self.settings(epochs: 30), train: [Self.premasked(rows)]).run()
    #expect(try session.evaluate([Self.premasked(rows)]).score(named: "lm.accuracy") == 1)
    let answer = try session.predict([Input(.text("[MASK] the house"))]).problems[0]
    #expect(answer.columns == 2 && answer.ids.count == 2)
    #expect(answer.values[0] > 0.5 && answer.values[0] > answer.values[1])
    #expect(session.tokenizer.piece(of: answer.ids[0]) == "paint")
  }

  @Test func preTrains() throws {
    let folder = try Tiny.folder()
    let session = try Session(Self.request(folder, "pretrain", ["short_seq_prob": .number(0)]))
    let (train, dev) = (Self.documents(12, seed: 1), Self.documents(6, seed: 2, name: "dev"))
    let bits = try session.train(Self.settings(epochs: 8), train: [train]).run().lossBits
    #expect(meanLoss(bits.suffix(20)) < 0.7 * meanLoss(bits.prefix(20)))
    let report = try session.evaluate([dev])
    #expect(try session.evaluate([dev]).json == report.json)
    #expect(try report.score(named: "lm.next_sentence_accuracy") > 0.6)
    #expect(try report.score(named: "lm.accuracy") > 0.3)
    let answer = try session.predict([Input(.text("paint the [MASK] house"))]).problems[0]
    #expect(answer.columns == 5 && answer.ids.count == 5 && answer.rowStarts == [0, 1])
  }

  @Test func refusals() throws {
    func message(_ type: String, _ data: Dataset, _ options: JSONObject = [:]) throws -> String {
      let folder = try Tiny.folder()
      do {
        _ = try Session(Self.request(folder, type, options)).train(Tiny.settings(), train: [data])
        return "nothing"
      } catch { return folder.stripped("\(error)") }
    }
    let one = Dataset(
      name: "train", inputs: [Self.documents(1, seed: 1).inputs[0]], targets: ["lm": [.nothing]])
    #expect(
      try message("pretrain", one)
        == "train: expected at least two documents of 'lm', got one; a random next sentence comes "
        + "from another document")
    let text = Dataset(
      name: "train", inputs: one.inputs + [Input(.text("the car"))],
      targets: ["lm": [.nothing, .nothing]])
    #expect(
      try message("pretrain", text)
        == "train row 1: expected a document of 'lm' (a list of sentences), got a text")
    let empty = Dataset(
      name: "train", inputs: one.inputs + [Input(.sentences([.text(" "), .words([])]))],
      targets: ["lm": [.nothing, .nothing]])
    #expect(
      try message("pretrain", empty)
        == "train row 1: expected a document of 'lm' with sentences, got nothing that is left after "
        + "clean-up")
    #expect(
      try message("premask_mlm", Self.premasked([("the car", .text(.text("the car")))]))
        == "train row 0: expected a [MASK] for 'lm' to fill in, got none")
    #expect(
      try message("premask_mlm", Self.premasked([("the [MASK]", .text(.text("the red car")))]))
        == "train row 0: expected the original of 'lm' to have 2 pieces, one for each of the masked "
        + "text, got 3; write one [MASK] for each piece")
    #expect(
      try message("premask_mlm", Self.premasked([("the [MASK] car", .text(.text("sell red car")))]))
        == "train row 0: expected the original of 'lm' to differ from the masked text at [MASK] "
        + "alone, got 'sell' for 'the' at piece 1")
    #expect(
      try message("mask_lm", Self.texts, ["masked_lm_prob": .number(0)])
        == "options.lm.masked_lm_prob: expected a number above 0, at most 1, got 0.0")
    #expect(
      try message("pretrain", one, ["dupe_factor": .integer(0)])
        == "options.lm.dupe_factor: expected a whole number from 1 to 1000, got 0")
  }

  @Test func cutsOffMasksAreNoFault() throws {
    let folder = try Tiny.folder()
    let tokenizer = try Session(Self.request(folder, "premask_mlm")).tokenizer
    let encoder = PremaskedEncoder(problem: "lm", tokenizer, mask: 4)
    let masked = try tokenizer.encode(Input(.text("the car [MASK]")), maximumLength: 4)
    let original = Target.text(.text("the car red"))
    #expect(try encoder.encode(original, EncodedRow(masked), place: "row 0") == TargetRow(ids: []))
  }
}
