import MTLData
import MTLKernels
import TestSupport
import Testing

@testable import MTLCore

/// Trunk, layers of choice and shared heads under each type of problem.
@Suite struct EveryTypeTests {
  static let types = ["cls", "seq_tag", "regression", "vector_fit", "contrastive_learning"]

  /// Rows of three words, with targets of that kind.
  private func data(_ problem: String, _ kind: TargetKind, seed: UInt64) -> Dataset {
    let key = RandomKey(seed: seed)
    let words = (0..<12).map { row in
      (0..<3).map { Tiny.things[key.integer(below: 4, at: 3 * row + $0)] }
    }
    let targets = words.map { words -> Target in
      switch kind {
      case .label, .labelSet, .labelSequence: .label(.text(words[0]))
      case .labels: .labels(words.map(Label.text))
      case .number: .number(Double(words[0].utf8.count))
      case .vector: .numbers([Double(words[0].utf8.count), Double(words[1].utf8.count), 1])
      case .text: .text(.words(words))
      case .optionalNumber, .nothing: .nothing
      }
    }
    return Dataset(
      name: "train", inputs: words.map { Input(.words($0)) }, targets: [problem: targets])
  }

  private func check(_ type: String, _ change: (inout SessionRequest) -> Void) throws {
    let folder = try Tiny.folder()
    var request = SessionRequest(model: folder.path)
    request.problems = "a|b"
    request.types = ["a": type, "b": type]
    change(&request)
    let session = try Session(request)
    let kind = try ProblemTypes.named(type, problem: "a").target
    let train = [data("a", kind, seed: 1), data("b", kind, seed: 2)]
    let events = try session.train(Tiny.settings { $0.epochs = 30 }, train: train).run()
    let losses = events.compactMap { event -> Double? in
      if case .train(let report) = event { report.loss } else { nil }
    }
    #expect(losses.suffix(6).reduce(0, +) < losses.prefix(6).reduce(0, +), "\(type)")
    let answers = try session.predict(train[0].inputs)
    try session.save(to: folder.file("saved"))
    let again = try Session(SessionRequest(model: folder.file("saved")))
    #expect(try again.predict(train[0].inputs) == answers)
  }

  @Test(arguments: types)
  func standsOnExperts(_ type: String) throws {
    try check(type) {
      $0.trunk = "mmoe"
      $0.trunkOptions = .object(["experts": .integer(3), "expert_units": .integer(10)])
      $0.options["a"] = .object(["layer": .text("mix")])
    }
  }

  @Test(arguments: types)
  func sharesAHead(_ type: String) throws {
    try check(type) { $0.options["a"] = .object(["share_top": .text("b")]) }
  }

  @Test(arguments: types.filter { $0 != "seq_tag" })
  func hasAPooledLayerOfItsOwn(_ type: String) throws {
    try check(type) { $0.options["b"] = .object(["pooled_hidden_size": .integer(9)]) }
  }
}
