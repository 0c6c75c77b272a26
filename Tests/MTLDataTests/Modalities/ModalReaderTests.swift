import MTLData
import TestSupport
import Testing

@Suite struct ModalReaderTests {
  private func read(
    _ lines: String, modalities: [String] = ["image", "others"],
    _ configure: (inout SourceDescription) -> Void = { _ in }
  ) throws -> (Dataset, TemporaryFolder) {
    let folder = try TemporaryFolder()
    try folder.write(try fixture("images/colours.png"), to: "picture.png")
    var source = SourceDescription(path: try folder.write(lines, to: "data.jsonl"))
    configure(&source)
    return (try Dataset(reading: source, problems: [], modalities: modalities), folder)
  }

  @Test func readsNumbersImagesAndNothing() throws {
    let (data, _) = try read(
      """
      {"text": "a", "others": [1, 2.5], "image": null}
      {"a": "x", "b": "y", "others": [[1, 2], [3, 4]]}
      {"image": "picture.png"}
      {"text": "b"}
      """)
    #expect(
      data.inputs[0]
        == Input(
          .text("a"), modalities: [ModalInput("others", .numbers([1, 2.5], columns: 2))]))
    #expect(
      data.inputs[1]
        == Input(
          .text("x"), .text("y"),
          modalities: [ModalInput("others", .numbers([1, 2, 3, 4], columns: 2))]))
    #expect(data.inputs[3] == Input(.text("b")))
    guard case .pixels(_, 13, 21) = data.inputs[2].modalities.first?.values else {
      Issue.record("\(data.inputs[2])")
      return
    }
    #expect(data.inputs[2].first == .words([]))
  }

  @Test func readsTheFieldsThatTheSourceNames() throws {
    let (data, _) = try read(#"{"text": "a", "vector": [3], "image": "no such file"}"#) { source in
      source.modalities = ["others": .name("vector")]
    }
    #expect(data.inputs[0].modalities == [ModalInput("others", .numbers([3], columns: 1))])
  }

  @Test(arguments: [
    (
      #"{"text": "a", "others": 3}"#,
      "field 'others': expected numbers, rows of numbers or the path of an image, got 3"
    ),
    (#"{"text": "a", "others": [1, "x"]}"#, "field 'others[1]': expected a number, got 'x'"),
    (
      #"{"text": "a", "others": [[1, 2], [3]]}"#,
      "field 'others[1]': expected 2 numbers as in others[0], got [3]"
    ),
    (
      #"{"text": "a", "others": []}"#,
      "modality 'others': expected numbers [n, d] or [d], or an image, uint8 [height, width, 3], "
        + "got [0]"
    ),
    (
      #"{"text": "a", "image": "absent.png"}"#,
      "image 'absent.png': expected a file, got nothing at this path"
    ),
    (#"{"text": " ", "others": [1]}"#, "expected a text, got an empty one"),
  ])
  func refuses(_ line: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    let source = SourceDescription(path: try folder.write(line, to: "data.jsonl"))
    #expect {
      try Dataset(reading: source, problems: [], modalities: ["image", "others"])
    } throws: {
      folder.stripped("\($0)") == "data.jsonl line 1: \(message)"
    }
  }

  @Test func onlyJSONLHasModalities() throws {
    let folder = try TemporaryFolder()
    var source = SourceDescription(path: try folder.write("text\na\n", to: "data.csv"))
    source.modalities = ["image": .name("picture")]
    #expect {
      try Dataset(reading: source, problems: [])
    } throws: {
      folder.stripped("\($0)")
        == "data.csv: option 'modalities': expected a JSONL file, got the format csv"
    }
  }
}
