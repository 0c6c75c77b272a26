import MTLData
import TestSupport
import Testing

@testable import MTLCore

/// Two problems with one head.
@Suite struct SharedHeadTests {
  private let moods = Tiny.moods(24, seed: 2)

  /// The same inputs, with labels that partly are others.
  private var tempers: Dataset {
    Dataset(
      name: "train", inputs: moods.inputs,
      targets: [
        "temper": (moods.targets["mood"] ?? []).map {
          $0 == .label(.integer(0)) ? $0 : .label(.integer(7))
        }
      ])
  }

  private func request(_ folder: TemporaryFolder) -> SessionRequest {
    var request = SessionRequest(model: folder.path)
    request.problems = "temper|mood"
    request.types = ["temper": "cls", "mood": "cls"]
    request.options = ["temper": .object(["share_top": .text("mood")])]
    return request
  }

  @Test func hasTheLabelsOfBoth() throws {
    let folder = try Tiny.folder()
    let session = try Session(request(folder))
    try session.train(Tiny.settings { $0.epochs = 30 }, train: [moods, tempers]).run()
    for problem in try session.describe().problems {
      #expect(problem.labels == [.integer(0), .integer(1), .integer(7)])
    }
    let names = session.model.headParameters.map(\.name)
    #expect(names == ["heads.mood.classifier.weight", "heads.mood.classifier.bias"])
    let answers = try session.predict(Array(moods.inputs.prefix(4)))
    #expect(answers.problems.map(\.problem) == ["temper", "mood"])
    #expect(answers.problems[0].values == answers.problems[1].values)
    #expect(try session.evaluate([moods]).score(named: "mood.accuracy") >= 0)
  }

  @Test func labelsGivenToEitherAreTheHeads() throws {
    let folder = try Tiny.folder()
    var request = request(folder)
    request.labels = ["temper": [.integer(7), .integer(0)], "mood": [.integer(1), .integer(0)]]
    let session = try Session(request)
    let labels = try session.describe().problems.map(\.labels)
    #expect(labels[0] == labels[1] && labels[0]?.count == 3)
    #expect(session.model.headParameters.count == 2)
  }

  @Test func needsTheDataOfBoth() throws {
    let folder = try Tiny.folder()
    let session = try Session(request(folder))
    #expect {
      try session.train(Tiny.settings(), train: [moods])
    } throws: {
      "\($0)" == "group 'temper': expected data for problem 'temper', got none"
    }
  }

  @Test func aNewProblemMayJoinASavedHead() throws {
    let folder = try Tiny.folder()
    var alone = request(folder)
    (alone.problems, alone.types, alone.options) = ("mood", ["mood": "cls"], [:])
    let session = try Session(alone)
    try session.train(Tiny.settings(), train: [moods]).run(limit: 3)
    try session.save(to: folder.file("saved"))
    var joined = request(folder)
    joined.model = folder.file("saved")
    let both = try Session(joined)
    #expect(both.loading.initialised.isEmpty)
    let inputs = Array(moods.inputs.prefix(3))
    let answers = try both.predict(inputs).problems
    #expect(try session.predict(inputs).problems[0].values == answers[0].values)
    #expect {
      try both.train(Tiny.settings(), train: [moods, tempers])
    } throws: {
      "\($0)"
        == "train row 2: expected a label of 'temper' that training has seen, got 7; known: '0', '1'"
    }
  }
}
