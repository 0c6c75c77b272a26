import MTLData
import MTLKernels
import MTLModel
import TestSupport
import Testing

@testable import MTLCore

/// Rows of text, images and numbers through a whole session. What is in an image is a colour, what is in
/// the numbers a sign; texts say nothing of either.
@Suite struct ModalSessionTests {
  static func picture(_ colour: Int, side: Int = 4) -> ModalInput {
    let pixel: [UInt8] = (0..<3).map { $0 == colour ? 230 : 20 }
    return ModalInput(
      "image",
      .pixels(Array((0..<side * side).map { _ in pixel }.joined()), height: side, width: side))
  }

  static func numbers(_ sign: Float) -> ModalInput {
    ModalInput("others", .numbers([sign, 0.5, sign, -0.5], columns: 2))
  }

  /// Every subset of text, a pair, an image and numbers; the label is the image's colour where there is
  /// one, else the sign.
  static func rows(_ count: Int, seed: UInt64, name: String = "train") -> Dataset {
    let key = RandomKey(seed: seed)
    var (inputs, colours) = ([Input](), [Target]())
    for i in 0..<count {
      let colour = key.integer(below: 3, at: 2 * i)
      let sign = key.integer(below: 2, at: 2 * i + 1)
      let (image, others) = (picture(colour), numbers(sign == 0 ? -1 : 1))
      let kind = i % 5
      switch kind {
      case 0: inputs.append(Input(.text("the car"), modalities: [image]))
      case 1: inputs.append(Input(.words(["the", "car"]), .text("house"), modalities: [image]))
      case 2: inputs.append(Input(modalities: [others, image]))
      case 3: inputs.append(Input(.text("the tree"), modalities: [others]))
      default: inputs.append(Input(.text("the \(Tiny.colours[colour]) door")))
      }
      let label = kind == 3 ? (sign == 0 ? "minus" : "plus") : Tiny.colours[colour]
      colours.append(.label(.text(label)))
    }
    return Dataset(name: name, inputs: inputs, targets: ["colour": colours])
  }

  static func request(_ folder: TemporaryFolder) -> SessionRequest {
    var request = SessionRequest(model: folder.path)
    request.problems = "colour"
    request.types = ["colour": "cls"]
    request.modalTypes = true
    return request
  }

  static func trained(
    _ folder: TemporaryFolder, _ change: (inout TrainingConfiguration) -> Void = { _ in }
  ) throws -> Session {
    let session = try Session(request(folder))
    let trainer = try session.train(
      Tiny.settings {
        $0.epochs = 12
        change(&$0)
      }, train: [rows(200, seed: 1)])
    try trainer.run()
    return session
  }

  @Test func learnsFromEveryModality() throws {
    let session = try Self.trained(try Tiny.folder())
    let report = try session.evaluate([Self.rows(60, seed: 2, name: "test")])
    #expect(try report.score(named: "colour.accuracy") > 0.98)
    let shape = try session.describe().modalities
    #expect(
      shape == [
        "image": ModalitySettings(size: 8, patch: 8, segment: 0, type: 1),
        "others": ModalitySettings(dimension: 2, segment: 0, type: 2),
      ])
    let pooled = try session.encode([Input(modalities: [Self.picture(0), Self.numbers(1)])])
    #expect(pooled.arrays.map(\.shape) == [[1, 16], [2 + 3 + 4, 16], [2]])
  }

  @Test func answersTheSameAfterSavingAndLoading() throws {
    let session = try Self.trained(try Tiny.folder())
    let saved = try TemporaryFolder()
    try session.save(to: saved.path)
    #expect(saved.names.contains("modalities.safetensors"))
    let loaded = try Session(SessionRequest(model: saved.path))
    let inputs = Self.rows(20, seed: 3).inputs
    #expect(try session.predict(inputs) == loaded.predict(inputs))
    #expect(try loaded.describe().modalTypes)
    #expect(loaded.loading.initialised.isEmpty && loaded.loading.unexpected.isEmpty)
  }

  @Test func continuesBitForBit() throws {
    let (folder, output) = (try Tiny.folder(), try TemporaryFolder())
    func settings(_ resume: Bool) -> TrainingConfiguration {
      Tiny.settings {
        $0.epochs = 2
        $0.outputDirectory = output.path
        $0.saveEvery = 3
        $0.resume = resume
      }
    }
    let train = Self.rows(40, seed: 1)
    let whole = try Session(Self.request(folder)).train(
      Tiny.settings { $0.epochs = 2 }, train: [train]
    ).run().lossBits
    _ = try Session(Self.request(folder)).train(settings(false), train: [train]).run(limit: 3)
    let rest = try Session(Self.request(folder)).train(settings(true), train: [train]).run()
    #expect(rest.lossBits == Array(whole[3...]))
  }

  @Test func anotherModelTakesUpTheProjections() throws {
    let session = try Self.trained(try Tiny.folder())
    let saved = try TemporaryFolder()
    try session.save(to: saved.path)
    var request = SessionRequest(model: saved.path)
    request.problems = "colour|kind"
    request.types = ["kind": "cls"]
    request.modalities = ["audio": ModalitySettings(dimension: 3)]
    let wider = try Session(request)
    let name = "modalities.image.projection.weight"
    #expect(
      wider.model.store.parameter(named: name)?.values
        == session.model.store.parameter(named: name)?.values)
    #expect(wider.modalityNames == ["audio", "image", "others"])
  }

  @Test func aSideOfTextAloneIsCut() throws {
    let session = try Self.trained(try Tiny.folder()) { $0.maximumLength = 10 }
    let long = Input(
      .words(Array(repeating: "the", count: 9)), modalities: [Self.picture(1)])
    let reply = try session.encode([long])
    #expect(reply.arrays[2].values == .int64([0, 10]))
  }

  @Test(arguments: [
    (
      Input(.text("the car"), modalities: [ModalInput("others", .numbers([1], columns: 1))]),
      "train row 3: modality 'others': expected 2 numbers in a row, got 1"
    ),
    (
      Input(.text("the car"), modalities: [ModalInput("others", .numbers([.nan, 1], columns: 2))]),
      "train row 3: modality 'others': expected finite numbers, got another at [0, 0]"
    ),
    (
      Input(
        .text("the car"),
        modalities: [
          ModalInput("others", .numbers([Float](repeating: 0, count: 40), columns: 2))
        ]),
      "train row 3: expected modalities that leave room for text in 16 positions, got 22 rows"
    ),
  ])
  func refusesARow(_ input: Input, _ message: String) throws {
    let folder = try Tiny.folder()
    let session = try Session(Self.request(folder))
    let good = Self.rows(10, seed: 1)
    var inputs = good.inputs
    inputs[3] = input
    inputs.swapAt(0, 2)
    let train = Dataset(name: "train", inputs: inputs, targets: good.targets)
    #expect {
      try session.train(Tiny.settings(), train: [train])
    } throws: {
      "\($0)" == message
    }
    #expect(session.modalities == (try Modalities([:], usesTypes: true)))
  }

  @Test func refusesAModalityThatTrainingHasNotSeen() throws {
    let session = try Self.trained(try Tiny.folder())
    let sound = ModalInput("sound", .numbers([1], columns: 1))
    #expect {
      try session.predict([Input(.text("the")), Input(.text("the"), modalities: [sound])])
    } throws: {
      "\($0)" == "input 1: expected modalities that training has seen, got 'sound'; "
        + "known: 'image', 'others'"
    }
  }

  @Test func refusesAFolderThatLostItsProjections() throws {
    let session = try Self.trained(try Tiny.folder()) { $0.epochs = 1 }
    let saved = try TemporaryFolder()
    try session.save(to: saved.path)
    try saved.remove("modalities.safetensors")
    #expect {
      try Session(SessionRequest(model: saved.path))
    } throws: {
      saved.stripped("\($0)").hasPrefix("modalities.safetensors: ")
        && "\($0)".contains("image.projection.weight")
    }
  }

  @Test(arguments: [
    (
      #"{"modalities": {"image": {"size": 16}}}"#,
      "modalities.image.size: expected the saved 8, got 16"
    ),
    (
      #"{"modalities": {"image": {"dimension": 3}}}"#,
      "modalities.image.dimension: expected none, as saved, got 3"
    ),
    (
      #"{"modalities": {"audio": {"dimension": 3, "segment": 2}}}"#,
      "modalities.audio.segment: expected a token type of the encoder below 2, got 2"
    ),
    (
      #"{"modalities": {"audio": {"dimensions": 3}}}"#,
      "modalities.audio: unknown key 'dimensions'; did you mean 'dimension'?"
    ),
  ])
  func refusesSettings(_ json: String, _ message: String) throws {
    let session = try Self.trained(try Tiny.folder()) { $0.epochs = 1 }
    let saved = try TemporaryFolder()
    try session.save(to: saved.path)
    var request = try JSONValue(parsing: json).asObject ?? JSONObject()
    request["model"] = .text(saved.path)
    let object = JSONValue.object(request)
    #expect {
      try Session(StrictDecoder.decode(SessionRequest.self, from: object))
    } throws: {
      "\($0)" == message
    }
  }

  @Test func leavesOutAModalityThatNoRowHas() throws {
    let folder = try Tiny.folder()
    var request = Self.request(folder)
    request.modalities = ["sound": ModalitySettings(type: 5), "image": ModalitySettings(patch: 2)]
    let session = try Session(request)
    _ = try session.train(Tiny.settings(), train: [Self.rows(10, seed: 1)])
    #expect(session.modalityNames == ["image", "others"])
    #expect(session.modalities.all[0].form == .image(size: 4, patch: 2))
  }
}
