import MTLData
import MTLKernels
import MTLModel
import TestSupport
import Testing

@testable import MTLCore

/// Taggers whose rows have tags for words, for patches and for rows of numbers.
@Suite struct ModalTagTests {
  /// Tags for words, for patches and for rows of numbers: a word's is whether it is a colour, a
  /// patch's its colour, a row's its sign; every row leaves out some of them.
  private static func tagged(_ count: Int, seed: UInt64, name: String = "train") -> Dataset {
    let key = RandomKey(seed: seed)
    var (inputs, tags) = ([Input](), [Target]())
    for i in 0..<count {
      let colour = key.integer(below: 3, at: 2 * i)
      let sign: Float = key.integer(below: 2, at: 2 * i + 1) == 0 ? -1 : 1
      let patches = Target.byModality([
        "text": [.text("O"), .text("C")], "image": Array(repeating: .integer(colour), count: 4),
      ])
      let numbers = ["others": [Label.boolean(sign > 0), .boolean(sign > 0)]]
      let words = Input(
        .words(["the", Tiny.colours[colour]]),
        modalities: [
          ModalSessionTests.picture(colour), ModalSessionTests.numbers(sign),
        ])
      switch i % 3 {
      case 0:
        inputs.append(words)
        tags.append(patches)
      case 1:
        inputs.append(
          Input(modalities: [
            ModalSessionTests.numbers(sign), ModalSessionTests.picture(colour),
          ]))
        tags.append(.byModality(numbers))
      default:
        inputs.append(words)
        tags.append(.labels([.text("O"), .text("C")]))
      }
    }
    return Dataset(name: name, inputs: inputs, targets: ["tags": tags])
  }

  private static func tagger(
    _ folder: TemporaryFolder, options: [String: JSONValue] = [:]
  ) throws -> Session {
    var request = SessionRequest(model: folder.path)
    request.problems = "tags"
    request.types = ["tags": "seq_tag"]
    request.options = options
    request.modalities = ["image": ModalitySettings(size: 4, patch: 2)]
    return try Session(request)
  }

  @Test func tagsWordsAndRows() throws {
    let folder = try Tiny.folder()
    let session = try Self.tagger(folder)
    let settings = Tiny.settings { $0.epochs = 20 }
    try session.train(settings, train: [Self.tagged(120, seed: 1)]).run()
    let report = try session.evaluate([Self.tagged(30, seed: 2, name: "test")])
    #expect(try report.score(named: "tags.accuracy") > 0.95)
    let answer = try session.predict([
      Input(.text("red the"), modalities: [ModalSessionTests.numbers(-1)]), Input(.text("the")),
    ]).problems[0]
    #expect(answer.modalities == ["image", "others"])
    #expect(answer.modalRows == [0, 2, 0, 0])
    #expect(answer.idStarts == [0, 4, 5])
    #expect(answer.answers(ofInput: 0)[2...] == [.boolean(false), .boolean(false)])
    let saved = try TemporaryFolder()
    try session.save(to: saved.path)
    let inputs = Self.tagged(6, seed: 3).inputs
    let again = try Session(SessionRequest(model: saved.path))
    #expect(try again.predict(inputs) == session.predict(inputs))
  }

  @Test func refusesAFieldOverRowsOfModalities() throws {
    let folder = try Tiny.folder()
    let session = try Self.tagger(folder, options: ["tags": .object(["crf": .boolean(true)])])
    #expect {
      try session.train(Tiny.settings(), train: [Self.tagged(9, seed: 1)])
    } throws: {
      "\($0)" == "options.tags.crf: expected false where rows of modalities have tags, got true"
    }
  }

  @Test(arguments: [
    (
      Target.byModality(["image": [.text("x")]]),
      "train row 1: expected 4 labels of 'tags' for modality 'image', one for each row, got 1"
    ),
    (
      .byModality(["text": [.text("x")]]),
      "train row 1: expected 0 labels of 'tags', one for each word, got 1"
    ),
    (
      .byModality(["sound": [.text("x")]]),
      "train row 1: expected modalities that training has seen, got 'sound'; known: 'text', "
        + "'image', 'others'"
    ),
  ])
  func refusesTags(_ target: Target, _ message: String) throws {
    let folder = try Tiny.folder()
    let session = try Self.tagger(folder)
    let good = Self.tagged(9, seed: 1)
    var tags = try #require(good.targets["tags"])
    tags[1] = target
    #expect {
      try session.train(
        Tiny.settings(),
        train: [Dataset(name: "train", inputs: good.inputs, targets: ["tags": tags])])
    } throws: {
      "\($0)" == message
    }
  }
}
