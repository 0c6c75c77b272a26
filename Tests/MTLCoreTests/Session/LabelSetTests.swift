import MTLData
import MTLKernels
import TestSupport
import Testing

@testable import MTLCore

@Suite struct LabelSetTests {
  /// The colours that a sentence names, which may be none.
  private func sentences(_ count: Int, seed: UInt64, name: String = "train") -> Dataset {
    let key = RandomKey(seed: seed)
    let words = Tiny.colours + Tiny.things
    let rows = (0..<count).map { row in
      (0..<4).map { words[key(row).integer(below: words.count, at: $0)] }
    }
    return Dataset(
      name: name, inputs: rows.map { Input(.words($0)) },
      targets: [
        "colours": rows.map { row in
          .labels(Tiny.colours.filter { row.contains($0) }.map { .text($0) })
        }
      ])
  }

  private func session(_ folder: TemporaryFolder, _ options: JSONObject) throws -> Session {
    var request = SessionRequest(model: folder.path)
    request.problems = "colours"
    request.types = ["colours": "multi_cls"]
    request.options = ["colours": .object(options)]
    return try Session(request)
  }

  private let settings = Tiny.settings {
    $0.epochs = 30
    $0.dropout = 0
  }

  @Test func learnsSetsAndAnswersTheSameAfterSaving() throws {
    let folder = try Tiny.folder()
    let session = try session(folder, ["positive_weight": .number(1.5)])
    let train = sentences(80, seed: 1)
    #expect(train.targets["colours"]?.contains(.labels([])) == true)
    try session.train(settings, train: [train]).run()
    let report = try session.evaluate([sentences(40, seed: 9)])
    #expect(try report.score(named: "colours.micro_f1") > 0.9)
    #expect(try report.score(named: "colours.average_precision") > 0.9)
    #expect(try report.score(named: "colours.exact_match") > 0.7)
    let inputs = [["red", "car", "green"], ["the", "house"]].map { Input(.words($0)) }
    let answers = try session.predict(inputs)
    #expect(answers.problems[0].form == .labelSet && answers.problems[0].columns == 3)
    #expect(answers.problems[0].answers(ofInput: 0) == [.text("green"), .text("red")])
    #expect(answers.problems[0].answers(ofInput: 1) == [])
    try session.save(to: folder.file("saved"))
    #expect(try Session(SessionRequest(model: folder.file("saved"))).predict(inputs) == answers)
  }

  /// The score of the best evaluation is that of the weights and thresholds which the run ends with.
  @Test(arguments: [false, true])
  func keepsTheThresholdsOfTheBestWeights(hasFolder: Bool) throws {
    let folder = try Tiny.folder()
    let session = try session(folder, ["thresholds": .text("tune")])
    let dev = sentences(30, seed: 4, name: "dev")
    let settings = Tiny.settings {
      $0.epochs = 6
      $0.evaluateEvery = 5
      $0.outputDirectory = hasFolder ? folder.file("run") : nil
    }
    let trainer = try session.train(settings, train: [sentences(40, seed: 1)], dev: [dev])
    let events = try trainer.run()
    guard case .finished(let end) = try #require(events.last) else { return }
    let best = try #require(end.best)
    #expect(try session.evaluate([dev]).mean == best)
    let name = "heads.colours.thresholds"
    let thresholds = try #require(session.trainedModel().store.parameter(named: name)).values
    #expect(thresholds.contains { $0 != 0 })
    guard hasFolder else { return }
    let saved = try Session(SessionRequest(model: folder.file("run/best")))
    #expect(try saved.evaluate([dev]).mean == best)
    #expect(try saved.trainedModel().store.parameter(named: name)?.values == thresholds)
  }

  @Test func thresholdsDecide() throws {
    let folder = try Tiny.folder()
    for (thresholds, count) in [
      (JSONValue.number(0), 3), (.integer(1), 0), (.object(["red": .integer(0)]), nil),
    ] {
      let session = try session(folder, ["thresholds": thresholds])
      let settings = Tiny.settings { $0.epochs = 1 }
      try session.train(settings, train: [sentences(20, seed: 1)]).run()
      let answer = try session.predict([Input(.text("the car"))]).problems[0].answers(ofInput: 0)
      if let count {
        #expect(answer.count == count)
      } else {
        #expect(answer.contains(.text("red")))
      }
    }
  }

  @Test(
    arguments: [
      (
        Target.label(.text("red")),
        "train row 1: expected a list of labels of 'colours', got 'red'"
      ),
      (
        .labels([.text("red"), .text("blue"), .text("red")]),
        "train row 1: expected each label of 'colours' once in a row, got 'red' again"
      ),
      (.number(0.5), "train row 1: expected a list of labels of 'colours', got 0.5"),
    ])
  func refusesWhatIsNoSet(_ target: Target, _ message: String) throws {
    let session = try session(try Tiny.folder(), [:])
    let rows = Dataset(
      name: "train", inputs: [Input(.text("the car")), Input(.text("the door"))],
      targets: ["colours": [.labels([.text("red"), .text("blue")]), target]])
    #expect {
      try session.train(Tiny.settings(), train: [rows])
    } throws: {
      "\($0)" == message
    }
  }

  @Test func refusesSetsThatAreAllEmpty() throws {
    let session = try session(try Tiny.folder(), [:])
    let rows = Dataset(
      name: "train", inputs: [Input(.text("the car"))], targets: ["colours": [.labels([])]])
    #expect {
      try session.train(Tiny.settings(), train: [rows])
    } throws: {
      "\($0)" == "problem 'colours': expected at least one label, got none"
    }
  }
}
