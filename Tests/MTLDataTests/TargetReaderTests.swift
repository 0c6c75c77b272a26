import MTLData
import TestSupport
import Testing

let topics = ProblemTargets(name: "topics", kind: .labelSet, type: "multi_cls")
let score = ProblemTargets(name: "score", kind: .number, type: "regression")
let place = ProblemTargets(name: "place", kind: .vector, type: "vector_fit")
let match = ProblemTargets(name: "match", kind: .optionalNumber, type: "contrastive_learning")
let german = ProblemTargets(name: "german", kind: .text, type: "seq2seq_text")
let spelling = ProblemTargets(name: "spelling", kind: .labelSequence, type: "seq2seq_tag")
let masked = ProblemTargets(name: "masked", kind: .nothing, type: "mask_lm")
let books = ProblemTargets(name: "books", kind: .nothing, type: "pretrain", input: .document)

/// What problems other than classifiers and taggers ask for, in every format that can hold it.
@Suite struct TargetReaderTests {
  @Test func tables() throws {
    let text = """
      text,topics,score,place,match,german,spelling
      a,x y,1.5,1 2,0.5,eins zwei,A B
      b,,-2,3 4,,drei,C
      c,z,3e1,5 6,yes,vier,D

      """
    let problems = [topics, score, place, match, german, spelling, masked]
    let data = try read(text, ending: "csv", problems)
    #expect(data.targets["topics"] == [texts(["x", "y"]), texts([]), texts(["z"])])
    #expect(data.targets["score"] == [.number(1.5), .number(-2), .number(30)])
    #expect(data.targets["place"] == [.numbers([1, 2]), .numbers([3, 4]), .numbers([5, 6])])
    #expect(data.targets["match"] == [.number(0.5), .nothing, .label(.text("yes"))])
    #expect(
      data.targets["german"]
        == [.text(.text("eins zwei")), .text(.text("drei")), .text(.text("vier"))])
    #expect(data.targets["spelling"] == [texts(["A", "B"]), texts(["C"]), texts(["D"])])
    #expect(data.targets["masked"] == [.nothing, .nothing, .nothing])
  }

  /// A file of texts cannot say that a label is a number; training that saw the number knows.
  @Test func knownNumbersAndTruthsAreReadFromTexts() throws {
    func asked(_ kind: TargetKind, _ labels: [Label]) throws -> ProblemTargets {
      ProblemTargets(name: "mood", kind: kind, known: try LabelVocabulary(labels))
    }
    let numbers = try asked(.label, [.integer(0), .integer(1), .boolean(true), .text("x")])
    let table = try read("text,mood\na,1\nb,True\nc,x\nd,2\n", ending: "csv", [numbers])
    #expect(
      table.targets["mood"]
        == [.label(.integer(1)), .label(.boolean(true)), .label(.text("x")), .label(.text("2"))])
    let both = try asked(.label, [.integer(1), .text("1")])
    #expect(
      try read("text,mood\na,1\n", ending: "csv", [both]).targets["mood"] == [.label(.text("1"))])
    let tags = try asked(.labels, [.integer(0), .integer(1)])
    #expect(
      try read("a 1\nb 0\n", ending: "conll", [tags]).targets["mood"]
        == [.labels([.integer(1), .integer(0)])])
    let sets = try asked(.labelSet, [.integer(0), .integer(1)])
    let lines = try read(#"{"text": "a", "mood": "0 1"}"#, ending: "jsonl", [sets]) {
      $0.labelSeparator = " "
    }
    #expect(lines.targets["mood"] == [.labels([.integer(0), .integer(1)])])
  }

  @Test func labelsOfACellHaveTheirOwnSeparator() throws {
    let data = try read("words\ttopics\na b\t3,14\n", ending: "tsv", [topics]) {
      $0.labelSeparator = ","
    }
    #expect(data.inputs == [Input(.words(["a", "b"]))])
    #expect(data.targets["topics"] == [texts(["3", "14"])])
  }

  @Test func rowsWithMoreColumnsThanOthers() throws {
    let text = "g\t0\t5.0\t\"a\"\tb\ng\t1\t2.5\tc\td\tsource\tsource\n"
    let data = try read(text, ending: "tsv", [score]) {
      ($0.text, $0.pair, $0.targets) = (.number(3), .number(4), ["score": .number(2)])
      $0.extraColumns = .ignore
    }
    #expect(
      data.inputs == [Input(.text("\"a\""), .text("b")), Input(.text("c"), .text("d"))])
    #expect(data.targets["score"] == [.number(5), .number(2.5)])
  }

  @Test func objects() throws {
    let text = """
      {"text": "a", "topics": ["x", 3], "score": 2, "place": [1, 0.5], "match": null}
      {"text": "b", "topics": [], "score": 0.5, "place": [2, 3], "match": true}
      {"text": "c", "topics": ["y"], "score": -1, "place": [0, 0]}
      """
    let data = try read(text, ending: "jsonl", [topics, score, place, match])
    #expect(
      data.targets["topics"] == [.labels([.text("x"), .integer(3)]), texts([]), texts(["y"])])
    #expect(data.targets["score"] == [.number(2), .number(0.5), .number(-1)])
    #expect(data.targets["place"] == [.numbers([1, 0.5]), .numbers([2, 3]), .numbers([0, 0])])
    #expect(data.targets["match"] == [.nothing, .label(.boolean(true)), .nothing])
  }

  @Test func objectsOfTexts() throws {
    let text = """
      {"text": "a", "german": "eins", "spelling": ["A", "B"]}
      {"text": "b", "german": ["zwei", "drei"], "spelling": ["C"]}
      """
    let data = try read(text, ending: "jsonl", [german, spelling])
    #expect(data.targets["german"] == [.text(.text("eins")), .text(.words(["zwei", "drei"]))])
    #expect(data.targets["spelling"] == [texts(["A", "B"]), texts(["C"])])
  }

  @Test(arguments: ["csv", "jsonl"])
  func wholeNumbersAreLabelsUnlessOneHasAFraction(_ ending: String) throws {
    func column(_ cells: [String]) throws -> [Target]? {
      let lines = cells.map { ending == "csv" ? "a,\($0)" : "{\"text\": \"a\", \"match\": \($0)}" }
      let header = ending == "csv" ? "text,match\n" : ""
      let text = header + lines.joined(separator: "\n")
      return try read(text, ending: ending, [match]).targets["match"]
    }
    #expect(try column(["3", "1"]) == [.label(.integer(3)), .label(.integer(1))])
    #expect(try column(["3", "1.5"]) == [.number(3), .number(1.5)])
  }

  @Test func documents() throws {
    let objects = #"{"sentences": ["a b", ["c", "d"]]}"# + "\n" + #"{"sentences": ["e"]}"#
    let expected = [
      Input(.sentences([.text("a b"), .words(["c", "d"])])), Input(.sentences([.text("e")])),
    ]
    let data = try read(objects, ending: "jsonl", [books])
    #expect(data.inputs == expected)
    #expect(data.targets["books"] == [.nothing, .nothing])
    let lines = try read("\na b\nc d\n\n \ne\n", ending: "txt", [books])
    #expect(
      lines.inputs
        == [Input(.sentences([.text("a b"), .text("c d")])), Input(.sentences([.text("e")]))])
    #expect(lines.lines == [2, 6])
    let words = try read("a b\nc\n", ending: "txt", [books]) { $0.words = .number(0) }
    #expect(words.inputs == [Input(.sentences([.words(["a", "b"]), .words(["c"])]))])
  }

  @Test func plainTexts() throws {
    let data = try read("a b\n\nc\n", ending: "txt", [masked])
    #expect(data.inputs == [Input(.text("a b")), Input(.text("c"))])
    #expect(data.lines == [1, 3])
    #expect(data.targets == ["masked": [.nothing, .nothing]])
  }

  @Test(arguments: [("txt", "a\nb\n"), ("csv", "text\na\nb\n")])
  func optionalTargetsNeedNoColumn(_ ending: String, _ text: String) throws {
    let data = try read(text, ending: ending, [match])
    #expect(data.targets["match"] == [.nothing, .nothing])
  }

  @Test func textsBesideFilesOfTargets() throws {
    let folder = try TemporaryFolder()
    var source = SourceDescription(path: try folder.write("wake me\nstop\n\n", to: "seq.in"))
    source.format = .text
    source.targetPaths = [
      "mood": try folder.write("alarm\nhalt\n\n", to: "label"),
      "ner": try folder.write("O B\nO\n\n", to: "seq.out"),
    ]
    let data = try Dataset(reading: source, problems: [mood, ner])
    #expect(data.inputs == [Input(.words(["wake", "me"])), Input(.words(["stop"]))])
    #expect(data.targets["mood"] == [.label(.text("alarm")), .label(.text("halt"))])
    #expect(data.targets["ner"] == [texts(["O", "B"]), texts(["O"])])
  }

  @Test func columnsOfWords() throws {
    let text = "[MASK] a X\nb b Y\n\nc c Z\n"
    let original = ProblemTargets(name: "original", kind: .text)
    let data = try read(text, ending: "conll", [original, masked, spelling])
    #expect(data.targets["original"] == [.text(.words(["a", "b"])), .text(.words(["c"]))])
    #expect(data.targets["spelling"] == [texts(["X", "Y"]), texts(["Z"])])
    #expect(data.targets["masked"] == [.nothing, .nothing])
    let alone = try read("a\nb\n", ending: "conll", [masked])
    #expect(alone.inputs == [Input(.words(["a", "b"]))])
  }
}
