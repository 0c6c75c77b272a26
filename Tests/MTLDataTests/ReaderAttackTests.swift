import MTLData
import MTLKernels
import TestSupport
import Testing

@Suite struct ReaderAttackTests {
  /// CSV written with every cell that needs it in quotes reads back as it was.
  @Test func csvRoundTrip() throws {
    let alphabet = Array("ab ,\"\n\té漢\u{1F600};'|")
    for trial in 0..<300 {
      let key = RandomKey(seed: 11)(trial)
      let rows = 1 + key.integer(below: 6, at: 0)
      let cells = (0..<2 * rows).map { i -> String in
        let key = key(i)
        let count = key.integer(below: 8, at: 0)
        return "x" + String((0..<count).map { alphabet[key.integer(below: 13, at: $0 + 1)] })
      }
      let lineEnd = key.integer(below: 2, at: 1) == 0 ? "\n" : "\r\n"
      let lines = (0..<rows).map { quoted(cells[2 * $0]) + "," + quoted(cells[2 * $0 + 1]) }
      let text = "text,mood" + lineEnd + lines.joined(separator: lineEnd)
      let data = try read(text, ending: "csv", [mood])
      #expect(data.inputs == (0..<rows).map { Input(.text(cells[2 * $0])) })
      #expect(data.targets["mood"] == (0..<rows).map { .label(.text(cells[2 * $0 + 1])) })
    }
  }

  private func quoted(_ cell: String) -> String {
    guard cell.contains(where: { ",\"\n".contains($0) }) else { return cell }
    let doubled = cell.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
    return "\"\(doubled)\""
  }

  /// Whatever the bytes, a reader answers with data or with a typed error.
  @Test(arguments: ["csv", "tsv", "jsonl", "conll"])
  func survivesAnyBytes(_ ending: String) throws {
    let alphabet =
      Array("{}[]\":,\\u0d8truefalsn123.-+eE \n\r\t\"textamod".utf8) + [0, 0x80, 0xE4, 0xFF]
    let valid = Array(#"{"text": "a\u00e9", "mood": [1, true, null, -0.5e3, {"x": "y"}]}"#.utf8)
    let folder = try TemporaryFolder()
    for trial in 0..<1_500 {
      let key = RandomKey(seed: 12)(trial)
      var bytes = trial % 2 == 0 ? valid : []
      for i in 0..<1 + key.integer(below: 12, at: 0) {
        let byte = alphabet[key.integer(below: alphabet.count, at: 3 * i + 1)]
        let place = key.integer(below: bytes.count + 1, at: 3 * i + 2)
        if key.integer(below: 3, at: 3 * i + 3) == 0, place < bytes.count {
          bytes[place] = byte
        } else {
          bytes.insert(byte, at: place)
        }
      }
      let path = try folder.write(bytes, to: "data.\(ending)")
      for problems in [[], [mood], [ner]] {
        do {
          let data = try Dataset(reading: SourceDescription(path: path), problems: problems)
          #expect(!data.inputs.isEmpty)
        } catch {
          #expect(!"\(error)".isEmpty)
        }
      }
    }
  }

  @Test func survivesTruncatedJSON() throws {
    let whole = #"{"text": "a\u00e9\ud83d\ude00", "mood": [1, true, null, -0.5e3, {"x": "y"}]}"#
    #expect(try read(whole, ending: "jsonl").inputs == [Input(.text("aé😀"))])
    let folder = try TemporaryFolder()
    for length in 1..<whole.utf8.count {
      let path = try folder.write(Array(whole.utf8.prefix(length)), to: "data.jsonl")
      #expect(throws: DataError.self) {
        try Dataset(reading: SourceDescription(path: path), problems: [])
      }
    }
  }

  @Test(arguments: ["[", #"{"a":"#, #"[{"b":["#])
  func survivesDeepNesting(_ opening: String) throws {
    let text = #"{"text":"# + String(repeating: opening, count: 100_000)
    #expect {
      try read(text, ending: "jsonl")
    } throws: {
      "\($0)".contains("line 1: expected at most 128 levels of nesting at column ")
    }
  }

  @Test func survivesHugeLines() throws {
    let long = String(repeating: "漢", count: 200_000)
    #expect(try read("{\"text\": \"\(long)\"}", ending: "jsonl").inputs == [Input(.text(long))])
    #expect(try read("text\n\"\(long)\"\n", ending: "csv").inputs == [Input(.text(long))])
    #expect(try read("\(long) O\n", ending: "conll", [ner]).inputs == [Input(.words([long]))])
    #expect {
      try read("\(long)\n", ending: "csv")
    } throws: {
      "\($0)".count < 400
    }
  }
}
