import Foundation
import MTLData
import TestSupport
import Testing

/// Reads `text` as a file with this ending.
func read(
  _ text: String, ending: String, _ problems: [ProblemTargets] = [],
  _ configure: (inout SourceDescription) -> Void = { _ in }
) throws -> Dataset {
  let folder = try TemporaryFolder()
  var source = SourceDescription(path: try folder.write(text, to: "data.\(ending)"))
  configure(&source)
  return try Dataset(reading: source, problems: problems)
}

let mood = ProblemTargets(name: "mood", kind: .label)
let ner = ProblemTargets(name: "ner", kind: .labels)
let pos = ProblemTargets(name: "pos", kind: .labels)

func texts(_ labels: [String]) -> Target { .labels(labels.map { .text($0) }) }

@Suite struct ReaderTests {
  @Test func csv() throws {
    let text = "\u{FEFF}text,mood\r\n\"a, \"\"b\"\"\nc\",good\r\n\r\nd e,bad\r"
    let data = try read(text, ending: "csv", [mood])
    #expect(data.inputs == [Input(.text("a, \"b\"\nc")), Input(.text("d e"))])
    #expect(data.targets == ["mood": [.label(.text("good")), .label(.text("bad"))]])
    #expect(data.lines == [2, 5])
    #expect(data.place(ofRow: 1) == "\(data.name) line 5")
  }

  @Test func csvPairsAndWords() throws {
    let pairs = try read("text_b,text\nb,a\n", ending: "csv")
    #expect(pairs.inputs == [Input(.text("a"), .text("b"))])
    let words = try read("words,ner\nx  y,B O\n", ending: "csv", [ner])
    #expect(words.inputs == [Input(.words(["x", "y"]))])
    #expect(words.targets["ner"] == [texts(["B", "O"])])
    let own = try read("q;tags\nx|y;B|O\n", ending: "csv", [ner]) { source in
      source.separator = ";"
      source.wordSeparator = "|"
      source.words = .name("q")
      source.targets = ["ner": .name("tags")]
    }
    #expect(own.inputs == words.inputs && own.targets == words.targets)
  }

  @Test func tsvIsPlain() throws {
    let data = try read("gj04\t1\t\t\"Sailors\n", ending: "tsv", [mood]) { source in
      source.text = .number(-1)
      source.targets = ["mood": .number(1)]
    }
    #expect(data.inputs == [Input(.text("\"Sailors"))])
    #expect(data.targets["mood"] == [.label(.text("1"))])
    let quoted = try read("text\n\"a\tb\"\n", ending: "tsv") { $0.quoting = true }
    #expect(quoted.inputs == [Input(.text("a\tb"))])
  }

  @Test func jsonLines() throws {
    let text = """
      {"text": "a\\u00e9\\ud83d\\ude00\\n", "mood": 1, "other": [{"x": null}, 1.5e3]}

      {"words": ["b", "c"], "text": "b c", "mood": true}
      {"a": "d", "b": ["e"], "mood": "y"}
      {"text": {"a": ["f"], "b": "g"}, "mood": "z"}
      {"text": "h", "text_b": "i", "mood": -3}
      """
    let data = try read(text, ending: "jsonl", [mood])
    let expected = [
      Input(.text("aé😀\n")), Input(.words(["b", "c"])), Input(.text("d"), .words(["e"])),
      Input(.words(["f"]), .text("g")), Input(.text("h"), .text("i")),
    ]
    #expect(data.inputs == expected)
    let labels: [Label] = [.integer(1), .boolean(true), .text("y"), .text("z"), .integer(-3)]
    #expect(data.targets["mood"] == labels.map { .label($0) })
    #expect(data.lines == [1, 3, 4, 5, 6])
  }

  @Test func jsonLinesByFieldNames() throws {
    let text = #"{"q": "a", "r": "b", "tags": ["B"], "text": "no"}"#
    let pair = try read(text, ending: "jsonl", [ner]) { source in
      source.text = .name("q")
      source.pair = .name("r")
      source.targets = ["ner": .name("tags")]
    }
    #expect(pair.inputs == [Input(.text("a"), .text("b"))])
    #expect(pair.targets == ["ner": [texts(["B"])]])
    let split = try read(#"{"s": "a b", "ner": "B O"}"#, ending: "jsonl", [ner]) { source in
      source.words = .name("s")
      source.wordSeparator = " "
    }
    #expect(split.inputs == [Input(.words(["a", "b"]))])
    #expect(split.targets["ner"] == [texts(["B", "O"])])
  }

  @Test func conll() throws {
    let text = "-DOCSTART- -X- O\n\nEU NNP B\nrejects VBZ O\n\n\nPeter\tNNP\tI\r\n"
    let one = try read(text, ending: "conll", [ner])
    #expect(one.inputs == [Input(.words(["EU", "rejects"])), Input(.words(["Peter"]))])
    #expect(one.targets == ["ner": [texts(["B", "O"]), texts(["I"])]])
    #expect(one.lines == [3, 7])
    let both = try read(text, ending: "conll", [pos, ner])
    #expect(both.targets["pos"] == [texts(["NNP", "VBZ"]), texts(["NNP"])])
    #expect(both.targets["ner"] == one.targets["ner"])
    let kept = try read(text, ending: "conll") { $0.skipDocumentStarts = false }
    #expect(kept.inputs.first == Input(.words(["-DOCSTART-"])))
  }

  @Test func conllByColumns() throws {
    let text = "# text = x y\n1\tx\tNN\n2\ty z\tVB\n"
    let data = try read(text, ending: "conllu", [pos]) { source in
      source.comment = "#"
      source.separator = "\t"
      source.words = .number(1)
      source.targets = ["pos": .number(2)]
    }
    #expect(data.inputs == [Input(.words(["x", "y z"]))])
    #expect(data.targets["pos"] == [texts(["NN", "VB"])])
    let named = try read("tag form\nB x\n", ending: "bio", [ner]) { source in
      source.header = true
      source.words = .name("form")
      source.targets = ["ner": .name("tag")]
    }
    #expect(named.inputs == [Input(.words(["x"]))])
    #expect(named.targets["ner"] == [texts(["B"])])
  }

  @Test func descriptionIsWrittenAsJSON() throws {
    let json =
      #"{"path":"a.txt","format":"tsv","text":3,"targets":{"ok":"label"},"#
      + #""word_separator":",","skip_document_starts":false}"#
    let source = try JSONDecoder().decode(SourceDescription.self, from: Data(json.utf8))
    #expect(source.format == .tsv && source.text == .number(3) && source.wordSeparator == ",")
    #expect(source.targets == ["ok": .name("label")] && source.skipDocumentStarts == false)
    let again = try JSONEncoder().encode(source)
    #expect(try JSONDecoder().decode(SourceDescription.self, from: again) == source)
  }
}
