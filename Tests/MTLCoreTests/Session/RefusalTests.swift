import Foundation
import MTLData
import TestSupport
import Testing

@testable import MTLCore

/// What only a whole session can see does not fit together.
@Suite struct RefusalTests {
  /// An encoder of one segment has no row in its table for a second text.
  @Test func pairsWithoutASecondSegment() throws {
    let folder = try Tiny.folder()
    let path = folder.file("config.json")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let small = text.replacingOccurrences(
      of: "\"vocab_size\"", with: "\"type_vocab_size\": 1, \"vocab_size\"")
    try small.write(toFile: path, atomically: true, encoding: .utf8)
    var request = Tiny.request(folder)
    request.problems = "mood"
    request.types = ["mood": "cls"]
    let session = try Session(request)
    let pair = Input(.text("the car"), .text("the house"))
    let rows = Dataset(
      name: "train", inputs: [Input(.text("the car")), pair],
      targets: ["mood": [.label(.integer(0)), .label(.integer(1))]])
    #expect {
      try session.train(Tiny.settings(), train: [rows])
    } throws: {
      "\($0)" == "train row 1: expected one text, since the encoder's type_vocab_size is 1, "
        + "got a pair"
    }
    #expect {
      try session.encode([pair])
    } throws: {
      "\($0)" == "input 0: expected one text, since the encoder's type_vocab_size is 1, got a pair"
    }
  }

  @Test func resumingWithOtherOptions() throws {
    let folder = try Tiny.folder()
    var settings = Tiny.settings { $0.outputDirectory = folder.file("run") }
    let train = [Tiny.commands(60, seed: 1), Tiny.moods(40, seed: 2)]
    var request = Tiny.request(folder)
    request.options = ["slots": .object(["crf": .boolean(true), "head_dropout": .number(0.1)])]
    let trainer = try Session(request).train(settings, train: train)
    try trainer.run(limit: 2)
    try trainer.save()
    trainer.close()
    settings.resume = true
    request.options = ["slots": .object(["head_dropout": .number(0.1), "crf": .boolean(true)])]
    try Session(request).train(settings, train: train).run(limit: 1)
    request.options = ["slots": .object(["crf": .boolean(true)])]
    #expect {
      try Session(request).train(settings, train: train)
    } throws: {
      "\($0)" == "resume: expected the options of problem 'slots' to be the saved ones, got others"
    }
  }

  @Test func tuningASharedHead() throws {
    let folder = try Tiny.folder()
    var request = SessionRequest(model: folder.path)
    request.problems = "a|b"
    request.types = ["a": "multi_cls", "b": "multi_cls"]
    request.options = [
      "a": .object(["thresholds": .text("tune")]), "b": .object(["share_top": .text("a")]),
    ]
    func rows(_ problem: String) -> Dataset {
      Dataset(
        name: problem, inputs: [Input(.text("the car"))],
        targets: [problem: [.labels([.text("red")])]])
    }
    #expect {
      try Session(request).train(Tiny.settings(), train: [rows("a"), rows("b")])
    } throws: {
      "\($0)" == "options.b.thresholds: expected numbers, since the head is shared with 'a', "
        + "got tune"
    }
  }

  /// Texts of unknown words leave a masked language model nothing to hide.
  @Test(arguments: [JSONObject(), ["whole_word": .boolean(true)]])
  func aMaskedLanguageModelWithNothingToHide(_ options: JSONObject) throws {
    let folder = try Tiny.folder()
    var request = SessionRequest(model: folder.path)
    request.problems = "lm"
    request.types = ["lm": "mask_lm"]
    request.options = ["lm": .object(options)]
    let session = try Session(request)
    let rows = Dataset(
      name: "dev", inputs: [Input(.text("unheard"))], targets: ["lm": [.nothing]])
    let message =
      "dev: expected a row of which 'lm' can hide a piece, got special and unknown pieces alone, or "
      + "words of more than max_predictions_per_seq pieces"
    #expect {
      try session.evaluate([rows])
    } throws: {
      "\($0)" == message
    }
    #expect(throws: DataError.self) { try session.train(Tiny.settings(), train: [rows]) }
  }

  @Test func masksThatAreAllCutOff() throws {
    let folder = try Tiny.folder()
    var request = SessionRequest(model: folder.path)
    request.problems = "lm"
    request.types = ["lm": "premask_mlm"]
    let rows = Dataset(
      name: "train", inputs: [Input(.text("paint the [MASK]"))],
      targets: ["lm": [.text(.text("paint the car"))]])
    #expect {
      try Session(request).train(Tiny.settings { $0.maximumLength = 4 }, train: [rows])
    } throws: {
      "\($0)" == "train: expected a [MASK] for 'lm' to fill in, got none"
    }
  }
}
