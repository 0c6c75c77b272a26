import Foundation
import MTLData
import MTLKernels
import TestSupport
import Testing

@testable import MTLCore

/// Commands of ``Tiny``, each with the number of its colour, the direction of its verb, and another
/// command of the same verb, colour and thing.
private enum Numbers {
  static let directions: [[Double]] = [[2, 0, 0], [0, 3, 1], [0, -1, 1]]

  static func commands(_ count: Int, seed: UInt64, name: String = "train") -> [Dataset] {
    let key = RandomKey(seed: seed)
    var (texts, pairs) = ([Input](), [Input]())
    var (prices, places) = ([Target](), [Target]())
    for i in 0..<count {
      let (verb, colour) = (key.integer(below: 3, at: 3 * i), key.integer(below: 3, at: 3 * i + 1))
      let thing = Tiny.things[key.integer(below: 4, at: 3 * i + 2)]
      let (a, b) = (Tiny.verbs[verb], Tiny.colours[colour])
      texts.append(Input(.text("\(a) the \(b) \(thing)")))
      pairs.append(Input(.text("\(a) the \(b) \(thing)"), .text("the \(thing) \(b) \(a)")))
      prices.append(.number(1000 + 100 * Double(colour)))
      places.append(.numbers(directions[verb]))
    }
    return [
      Dataset(name: name, inputs: texts, targets: ["price": prices, "place": places]),
      Dataset(name: name, inputs: pairs, targets: ["same": pairs.map { _ in .nothing }]),
    ]
  }

  static func request(_ folder: TemporaryFolder, pooling: String = "mean") -> SessionRequest {
    var request = SessionRequest(model: folder.path)
    request.problems = "price&place|same"
    request.types = [
      "price": "regression", "place": "vector_fit", "same": "contrastive_learning",
    ]
    request.options = ["same": .object(["pooling": .text(pooling)])]
    return request
  }
}

@Suite struct NumberProblemTests {
  private let train = Numbers.commands(80, seed: 1)
  private let dev = Numbers.commands(30, seed: 2, name: "dev")

  private func trained(
    _ folder: TemporaryFolder, pooling: String = "mean", epochs: Int = 30
  ) throws -> Session {
    let session = try Session(Numbers.request(folder, pooling: pooling))
    let settings = Tiny.settings {
      $0.epochs = epochs
      $0.dropout = 0
    }
    try session.train(settings, train: train).run()
    return session
  }

  @Test(arguments: ["mean", "pooled"]) func learnsNumbersVectorsAndLikeness(_ pooling: String)
    throws
  {
    let session = try trained(try Tiny.folder(dropout: 0), pooling: pooling)
    let report = try session.evaluate(dev)
    #expect(try report.score(named: "price.pearson") > 0.9)
    #expect(try report.score(named: "price.spearman") > 0.8)
    #expect(try report.score(named: "price.mse") < 4000, "the variance is 6,700")
    #expect(try report.score(named: "place.cosine") > 0.9)
    // Of 36 different commands some stand twice in a batch.
    #expect(try report.score(named: "same.accuracy") > 0.5)
  }

  @Test func answersTheSameAfterSaving() throws {
    let folder = try Tiny.folder(dropout: 0)
    let session = try trained(folder)
    let inputs = [Input(.text("paint the red door")), Input(.text("sell the blue tree"))]
    let answers = try session.predict(inputs)
    try session.save(to: folder.file("saved"))
    let again = try Session(SessionRequest(model: folder.file("saved")))
    #expect(try again.predict(inputs) == answers)
  }

  @Test func continuesBitForBit() throws {
    let folder = try Tiny.folder()
    func run(_ limit: Int, resumes: Bool = false, saves: Bool) throws -> [[String: UInt64]] {
      let settings = Tiny.settings {
        $0.epochs = 2
        $0.outputDirectory = saves ? folder.file("run") : nil
        $0.resume = resumes
      }
      let trainer = try Session(Numbers.request(folder)).train(settings, train: train)
      let events = try trainer.run(limit: limit)
      if saves { try trainer.save() }
      return events.lossBits
    }
    let whole = try run(12, saves: false)
    #expect(try run(6, saves: true) + run(6, resumes: true, saves: true) == whole)
  }

  @Test func scoredPairsAreForEvaluation() throws {
    let session = try trained(try Tiny.folder(dropout: 0), epochs: 1)
    let pairs = train[1].inputs
    let scored = Dataset(
      name: "pairs", inputs: Array(pairs[..<8]),
      targets: ["same": (0..<8).map { .number(Double($0)) }])
    let report = try session.evaluate([scored])
    #expect(abs(try report.score(named: "same.spearman")) <= 1)
    #expect(
      report.json.asObject?["problems"]?.asObject?["same"]?.asObject?["accuracy"] == nil)
    #expect {
      try session.train(Tiny.settings(), train: [train[0], scored])
    } throws: {
      "\($0)"
        == "problem 'same': expected texts or pairs to learn from, without scores, got the score "
        + "0.0 in row 0; scored pairs are for dev and test"
    }
  }

  @Test(arguments: [
    (
      "price", Target.number(.nan),
      "train row 1: expected a finite float32 number of 'price', got nan"
    ),
    (
      "place", .numbers([1, 2]),
      "train row 1: expected a vector of 3 numbers of 'place', as in the training data, got 2"
    ),
    (
      "place", .numbers([0, 0, 0]),
      "train row 1: expected a vector of 'place' with a direction, got only zeros"
    ),
  ])
  func refusesTargetsByTheirRow(_ problem: String, _ target: Target, _ message: String) throws {
    let folder = try Tiny.folder()
    let session = try Session(Numbers.request(folder))
    var targets = train[0].targets
    targets[problem]?[1] = target
    let broken = Dataset(name: "train", inputs: train[0].inputs, targets: targets)
    #expect {
      try session.train(Tiny.settings(), train: [broken, train[1]])
    } throws: {
      "\($0)" == message
    }
  }

  @Test func learnsAConstant() throws {
    let folder = try Tiny.folder()
    var request = Numbers.request(folder)
    request.problems = "price"
    request.types = ["price": "regression"]
    request.options = [:]
    let session = try Session(request)
    let inputs = train[0].inputs
    let data = Dataset(
      name: "train", inputs: inputs, targets: ["price": inputs.map { _ in .number(1e9) }])
    try session.train(Tiny.settings { $0.epochs = 2 }, train: [data]).run()
    let report = try session.evaluate([data])
    #expect(try report.score(named: "price.pearson") == 0)
    #expect(try report.score(named: "price.mse").isFinite)
  }

  @Test(arguments: [
    (
      #""dimension" : 3"#, #""dimension" : -3"#,
      "problem 'place': expected a number from 1 to 16777216 as the saved dimension, got -3"
    ),
    (
      #""deviation" : "#, #""deviation" : -"#,
      "problem 'price': expected a number above 0 as the saved deviation, got -"
    ),
  ])
  func refusesAFolderThatWasTamperedWith(_ from: String, _ to: String, _ message: String) throws {
    let folder = try Tiny.folder()
    let saved = folder.file("saved")
    try trained(folder, epochs: 1).save(to: saved)
    let path = saved + "/bert_mtl.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(from))
    try text.replacingOccurrences(of: from, with: to)
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect {
      try Session(SessionRequest(model: saved))
    } throws: {
      "\($0)".hasPrefix(message)
    }
  }

  @Test func refusesLabelsOfWhatHasNone() throws {
    let folder = try Tiny.folder()
    var request = Numbers.request(folder)
    request.labels = ["price": [.text("cheap")]]
    #expect {
      try Session(request)
    } throws: {
      "\($0)"
        == "labels: expected those of problems that have labels, got some of 'price' (regression)"
    }
  }

  @Test(arguments: [
    (
      "same", #"{"temperature": 0}"#,
      "options.same.temperature: expected a number from 0.001 to 100, got 0.0"
    ),
    (
      "price", #"{"head_dropout": 1}"#,
      "options.price.head_dropout: expected a number from 0 to below 1, got 1.0"
    ),
  ])
  func refusesOptions(_ problem: String, _ options: String, _ message: String) throws {
    let folder = try Tiny.folder()
    var request = Numbers.request(folder)
    request.options = [problem: try JSONValue(parsing: options)]
    #expect {
      try Session(request)
    } throws: {
      "\($0)" == message
    }
  }
}
