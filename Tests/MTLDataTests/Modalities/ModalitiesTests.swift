import MTLData
import Testing

@Suite struct ModalitiesTests {
  private let picture = ModalInput(
    "image", .pixels([UInt8](repeating: 7, count: 4 * 4 * 3), height: 4, width: 4))
  private let numbers = ModalInput("others", .numbers([1, 2, 3, 4, 5, 6], columns: 3))

  private func learnt(
    _ settings: [String: ModalitySettings] = [:], usesTypes: Bool = false
  ) throws -> Modalities {
    var modalities = try Modalities(settings, usesTypes: usesTypes)
    try modalities.learn(from: [
      Input(.text("a")), Input(.text("b"), modalities: [numbers, picture]),
    ])
    return modalities
  }

  @Test func learnsItsFormsFromTheFirstInput() throws {
    let modalities = try learnt()
    #expect(modalities.all.map(\.name) == ["image", "others"])
    #expect(modalities.all.map(\.form) == [.image(size: 8, patch: 8), .numbers(dimension: 3)])
    #expect(modalities.all.map(\.type) == [1, 2])
    #expect(modalities.types == 0)
  }

  @Test(arguments: [(20, 8, 24), (64, 8, 64), (100, 8, 104), (128, 16, 128), (200, 16, 208)])
  func cutsWholePatches(side: Int, patch: Int, size: Int) throws {
    var modalities = try Modalities([:], usesTypes: false)
    let image = ModalInput(
      "image", .pixels([UInt8](repeating: 0, count: side * 3), height: side, width: 1))
    try modalities.learn(from: [Input(modalities: [image])])
    #expect(modalities.all[0].form == .image(size: size, patch: patch))
  }

  @Test func whatIsSavedSaysTheSame() throws {
    let modalities = try learnt(
      ["image": ModalitySettings(patch: 2, segment: 1), "text": ModalitySettings(type: 3)],
      usesTypes: true)
    #expect(modalities.all[0].form == .image(size: 4, patch: 2))
    #expect(modalities.types == 8)
    #expect(try Modalities(modalities.settings, usesTypes: true) == again(modalities))
  }

  /// The chosen patch is part of the form once the size is known.
  private func again(_ modalities: Modalities) throws -> Modalities {
    try Modalities(modalities.settings, usesTypes: modalities.usesTypes)
  }

  @Test func partsAreInTheModelsOrder() throws {
    let modalities = try learnt(["image": ModalitySettings(size: 2, patch: 1)])
    let input = Input(.text("a"), modalities: [numbers, picture])
    let parts = try modalities.parts(of: input, place: "row 0")
    #expect(parts.map(\.modality) == [0, 1])
    #expect(parts.map(\.rows) == [4, 2])
    #expect(parts[0].values == .pixels([UInt8](repeating: 7, count: 12)))
    #expect(parts.positions == 10)
  }

  @Test(arguments: [
    (
      ModalInput("audio", .numbers([1], columns: 1)),
      "row 5: expected modalities that training has seen, got 'audio'; known: 'image', 'others'"
    ),
    (
      ModalInput("imag", .numbers([1], columns: 1)),
      "row 5: expected modalities that training has seen, got 'imag'; did you mean 'image'?"
    ),
    (
      ModalInput("others", .numbers([1, 2], columns: 2)),
      "row 5: modality 'others': expected 3 numbers in a row, got 2"
    ),
    (
      ModalInput("others", .numbers([1, 2, 3, 4, .nan, 6], columns: 3)),
      "row 5: modality 'others': expected finite numbers, got another at [1, 1]"
    ),
    (
      ModalInput("others", .numbers([1, 2, .infinity], columns: 3)),
      "row 5: modality 'others': expected finite numbers, got another at [0, 2]"
    ),
    (
      ModalInput("image", .numbers([1, 2, 3], columns: 3)),
      "row 5: modality 'image': expected an image, uint8 [height, width, 3], got numbers [1, 3]"
    ),
    (
      ModalInput("others", .pixels([1, 2, 3], height: 1, width: 1)),
      "row 5: modality 'others': expected numbers [rows, 3], got an image [1, 1, 3]"
    ),
  ])
  func refusesARow(_ input: ModalInput, _ message: String) throws {
    let modalities = try learnt()
    #expect {
      try modalities.parts(of: Input(.text("a"), modalities: [input]), place: "row 5")
    } throws: {
      "\($0)" == message
    }
  }

  @Test func aConfiguredModalityThatNoRowShowedIsNotKnown() throws {
    var modalities = try Modalities(["image": ModalitySettings(patch: 2)], usesTypes: false)
    try modalities.learn(from: [Input(.text("a"), modalities: [numbers])])
    #expect {
      try modalities.parts(of: Input(.text("a"), modalities: [picture]), place: "row 5")
    } throws: {
      "\($0)"
        == "row 5: expected modalities that training has seen, got 'image'; known: 'others'"
    }
  }

  @Test func refusesAModalityTwice() throws {
    let modalities = try learnt()
    #expect {
      try modalities.parts(of: Input(modalities: [numbers, numbers]), place: "row 1")
    } throws: {
      "\($0)" == "row 1: expected each modality once, got 'others' twice"
    }
  }

  @Test(arguments: [
    (
      [2, 2, 2],
      "expected numbers [n, d] or [d], or an image, uint8 [height, width, 3], got [2, 2, 2]"
    ),
    ([4, 0], "expected numbers [n, d] or [d], or an image, uint8 [height, width, 3], got [4, 0]"),
    ([], "expected numbers [n, d] or [d], or an image, uint8 [height, width, 3], got []"),
    ([0, 4], "expected at least one row, got none"),
  ])
  func refusesAShape(_ shape: [Int], _ message: String) {
    let count = shape.reduce(1, *)
    #expect {
      try ModalInput(
        "others", numbers: [Float](repeating: 0, count: count), shape: shape, place: "row 2")
    } throws: {
      "\($0)" == "row 2: modality 'others': \(message)"
    }
  }

  @Test(arguments: [[4, 4, 4], [4, 4], [0, 4, 3], [4, 0, 3], [4, 4, 1]])
  func refusesAnImageOfOtherChannels(_ shape: [Int]) {
    #expect {
      try ModalInput("image", pixels: [], shape: shape, place: "row 2")
    } throws: {
      "\($0)" == "row 2: modality 'image': expected numbers [n, d] or [d], or an image, "
        + "uint8 [height, width, 3], got \(shape)"
    }
  }

  @Test(arguments: [
    (
      ["image": ModalitySettings(dimension: 3, size: 8)],
      "modalities.image: expected a dimension for numbers, or a size and patch for images, got both "
        + "(8 pixels)"
    ),
    (
      ["image": ModalitySettings(size: 30, patch: 8)],
      "modalities.image.size: expected a multiple of the patch (8) up to 1024, got 30"
    ),
    (
      ["image": ModalitySettings(size: 0, patch: 8)],
      "modalities.image.size: expected a multiple of the patch (8) up to 1024, got 0"
    ),
    (["image": ModalitySettings(patch: 0)], "modalities.image.patch: expected 1 to 128, got 0"),
    (
      ["x": ModalitySettings(dimension: -1)],
      "modalities.x.dimension: expected 1 to 65536, got -1"
    ),
    (["x": ModalitySettings(segment: -1)], "modalities.x.segment: expected 0 or more, got -1"),
    (["x": ModalitySettings(type: 256)], "modalities.x.type: expected 0 to 255, got 256"),
    (
      ["x.y": ModalitySettings()],
      "modalities: expected names of letters, digits, '_' and '-' other than 'a', 'b', 'text_b', "
        + "'words', 'sentences', which are text, got 'x.y'"
    ),
    (
      ["words": ModalitySettings(dimension: 3)],
      "modalities: expected names of letters, digits, '_' and '-' other than 'a', 'b', 'text_b', "
        + "'words', 'sentences', which are text, got 'words'"
    ),
    (
      ["text": ModalitySettings(size: 8)],
      "modalities.text: expected nothing but a type, got 'size'; text has its own pieces and segments"
    ),
    (
      ["x": ModalitySettings(type: 1), "y": ModalitySettings(type: 1)],
      "modalities: expected a type of its own for 'x' and 'y', got 1 for both"
    ),
  ])
  func refusesSettings(_ settings: [String: ModalitySettings], _ message: String) {
    #expect { try Modalities(settings, usesTypes: true) } throws: { "\($0)" == message }
  }
}
