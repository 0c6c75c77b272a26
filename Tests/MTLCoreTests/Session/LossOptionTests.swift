import MTLData
import MTLKernels
import TestSupport
import Testing

@testable import MTLCore

@Suite struct LossOptionTests {
  private func request(
    _ folder: TemporaryFolder, _ type: String, _ options: JSONObject
  ) -> SessionRequest {
    var request = SessionRequest(model: folder.path)
    request.problems = "p"
    request.types = ["p": type]
    request.options = ["p": .object(options)]
    return request
  }

  private func rows(_ labels: [Label]) -> Dataset {
    Dataset(
      name: "train", inputs: labels.map { _ in Input(.text("the car")) },
      targets: ["p": labels.map { .label($0) }])
  }

  static let refused: [(String, JSONObject, String)] = [
    (
      "cls", ["crf": .boolean(true)],
      "options.p: unknown key 'crf'; known: "
        + "'class_weights', 'focal_gamma', 'head_dropout', 'label_smoothing', 'layer', "
        + "'pooled_hidden_size', 'share_top'"
    ),
    (
      "cls", ["class_weigths": .text("balanced")],
      "options.p: unknown key 'class_weigths'; did you mean 'class_weights'?"
    ),
    ("seq_tag", ["CRF": .boolean(true)], "options.p: unknown key 'CRF'; did you mean 'crf'?"),
    (
      "cls", ["class_weights": .text("even")],
      "options.p.class_weights: expected a table of labels and weights, or 'balanced', got 'even'"
    ),
    (
      "cls", ["class_weights": .integer(2)],
      "options.p.class_weights: expected a table of labels and weights, or 'balanced', got 2"
    ),
    (
      "cls", ["class_weights": .object(["a": .integer(-1)])],
      "options.p.class_weights.a: expected a number from 0, got -1"
    ),
    (
      "cls", ["focal_gamma": .integer(-1)],
      "options.p.focal_gamma: expected a number from 0 to 100, got -1.0"
    ),
    (
      "cls", ["label_smoothing": .integer(1)],
      "options.p.label_smoothing: expected a number from 0 to below 1, got 1.0"
    ),
    (
      "cls", ["head_dropout": .number(-0.5)],
      "options.p.head_dropout: expected a number from 0 to below 1, got -0.5"
    ),
    (
      "cls", ["head_dropout": .text("none")],
      "options.p.head_dropout: expected a number, got 'none'"
    ),
    ("seq_tag", ["crf": .text("yes")], "options.p.crf: expected true or false, got 'yes'"),
    (
      "seq_tag", ["constrain_transitions": .boolean(true)],
      "options.p.constrain_transitions: expected crf to be true beside it, got none"
    ),
    (
      "seq_tag", ["crf": .boolean(true), "focal_gamma": .integer(2)],
      "options.p.focal_gamma: expected none beside crf, got 2.0"
    ),
    (
      "seq_tag", ["crf": .boolean(true), "class_weights": .text("balanced")],
      "options.p.class_weights: expected none beside crf, got 'balanced'"
    ),
    (
      "seq_tag", ["crf": .boolean(true), "label_smoothing": .number(0.1)],
      "options.p.label_smoothing: expected none beside crf, got 0.1"
    ),
    (
      "multi_cls", ["threshold": .number(0.5)],
      "options.p: unknown key 'threshold'; did you mean 'thresholds'?"
    ),
    (
      "multi_cls", ["thresholds": .number(1.5)],
      "options.p.thresholds: expected a number from 0 to 1, a table of labels and such numbers, "
        + "or 'tune', got 1.5"
    ),
    (
      "multi_cls", ["thresholds": .object(["a": .text("x")])],
      "options.p.thresholds.a: expected a number from 0 to 1, got 'x'"
    ),
    (
      "multi_cls", ["positive_weight": .integer(0)],
      "options.p.positive_weight: expected a number above 0, or a table of labels and such numbers, "
        + "got 0"
    ),
  ]

  @Test(arguments: refused)
  func refuses(_ type: String, _ options: JSONObject, _ message: String) throws {
    let folder = try Tiny.folder()
    #expect {
      try Session(request(folder, type, options))
    } throws: {
      "\($0)" == message
    }
  }

  @Test func refusesWeightsOfUnknownLabels() throws {
    let folder = try Tiny.folder()
    let session = try Session(
      request(folder, "cls", ["class_weights": .object(["angar": .integer(2)])]))
    #expect {
      try session.train(
        Tiny.settings(), train: [rows([.text("anger"), .text("joy"), .text("joy")])])
    } throws: {
      "\($0)" == "options.p.class_weights: unknown key 'angar'; did you mean 'anger'?"
    }
  }

  @Test func balancesByTheTrainingData() throws {
    let folder = try Tiny.folder()
    let session = try Session(request(folder, "cls", ["class_weights": .text("balanced")]))
    let settings = Tiny.settings { $0.epochs = 1 }
    try session.train(settings, train: [rows([3, 3, 3, 1].map { .integer($0) })]).run()
    #expect(try session.problem("p").learned?.classWeights == [2, 4.0 / 6])
    try session.save(to: folder.file("saved"))
    let again = try Session(SessionRequest(model: folder.file("saved")))
    #expect(try again.problem("p").learned?.classWeights == [2, 4.0 / 6])
    try again.train(settings, train: [rows([3, 1, 1, 1, 1].map { .integer($0) })]).run()
    #expect(try again.problem("p").learned?.classWeights == [5.0 / 8, 2.5])
  }

  /// Two rows, one of which weighs three times as much: the mean is over the weights.
  @Test func reportsTheWeightedMean() throws {
    let folder = try Tiny.folder(dropout: 0)
    func loss(_ options: JSONObject, _ labels: [Label]) throws -> Double {
      let session = try Session(request(folder, "cls", options))
      let settings = Tiny.settings { $0.learningRate = 0 }
      let events = try session.train(settings, train: [rows([.text("a"), .text("b")] + labels)])
        .run()
      guard case .train(let report) = try #require(events.first) else { return .nan }
      return report.loss
    }
    let weighted = try loss(["class_weights": .object(["a": .integer(3)])], [])
    #expect(abs(weighted - (try loss([:], [.text("a"), .text("a")]))) < 1e-6)
    let focused = try loss(["focal_gamma": .integer(2)], [])
    #expect(focused < 0.5 * (try loss([:], [])))
  }
}
