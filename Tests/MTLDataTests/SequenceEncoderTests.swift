import TestSupport
import Testing

@testable import MTLData

@Suite struct SequenceEncoderTests {
  private let row = EncodedRow(
    ids: [2, 3], types: [0, 0], words: [-1, -1], sides: [-1, -1], wordCounts: [0])

  private func encode(_ encoder: SequenceEncoder, _ target: Target?) throws -> [Int32] {
    try encoder.encode(target, row, place: "row 4").ids
  }

  private func characters(longest: Int = 9) throws -> SequenceEncoder {
    let targets: [Target] = [.text(.text("ab")), .text(.words(["b", "c"]))]
    let vocabulary = try LabelVocabulary(of: targets, cutInto: .characters, place: "p")
    #expect(vocabulary.labels == [" ", "a", "b", "c"].map { .text($0) })
    return SequenceEncoder(problem: "p", .units(.characters, vocabulary), longest: longest)
  }

  @Test func charactersAreNumbered() throws {
    let encoder = try characters()
    #expect(try encode(encoder, .text(.text("cab"))) == [3, 1, 2])
    #expect(try encode(encoder, .text(.words(["a", "b"]))) == [1, 0, 2])
    #expect(try encode(encoder, .text(.text("xa"))) == [4, 1])
  }

  @Test func wordsAreNumbered() throws {
    let targets: [Target] = [.text(.text(" go  there\n")), .text(.words(["New York"]))]
    let vocabulary = try LabelVocabulary(of: targets, cutInto: .words, place: "p")
    #expect(vocabulary.labels == ["New York", "go", "there"].map { .text($0) })
    let encoder = SequenceEncoder(problem: "p", .units(.words, vocabulary), longest: 9)
    #expect(try encode(encoder, .text(.text("there go"))) == [2, 1])
    #expect(TextUnits.words.join(["go", "there"]) == "go there")
    #expect(TextUnits.characters.join(["g", " ", "o"]) == "g o")
  }

  @Test func labelsAreNumbered() throws {
    let vocabulary = try LabelVocabulary([.integer(1), .text("b")])
    let encoder = SequenceEncoder(problem: "p", .labels(vocabulary), longest: 3)
    #expect(try encode(encoder, .labels([.text("b"), .integer(1), .text("b")])) == [1, 0, 1])
  }

  @Test func piecesAreTheTokenizers() throws {
    let tokenizer = try SmallVocabulary.tokenizer()
    let encoder = SequenceEncoder(problem: "p", .pieces(tokenizer), longest: 9)
    let expected = try tokenizer.encode(Input(.text("unaffable, ab"))).ids.dropFirst().dropLast()
    #expect(try encode(encoder, .text(.text("unaffable, ab"))) == Array(expected))
  }

  @Test func refusesWhatDoesNotFit() throws {
    let labels = SequenceEncoder(
      problem: "p", .labels(try LabelVocabulary([.text("b")])), longest: 2)
    let b = Label.text("b")
    for (target, encoder, message) in [
      (nil, labels, "row 4: expected a target of 'p', got none"),
      (.labels([]), labels, "row 4: expected a target of 'p', got an empty one"),
      (.text(.text("")), try characters(), "row 4: expected a target of 'p', got an empty one"),
      (
        .labels([b, b, b]), labels,
        "row 4: expected at most 2 labels of 'p', got 3; the decoder has no positions for more"
      ),
      (
        .text(.text("ab")), try characters(longest: 1),
        "row 4: expected at most 1 character of 'p', got 2; the decoder has no positions for more"
      ),
      (.text(.text("b")), labels, "row 4: expected a list of labels of 'p', got 'b'"),
      (
        .number(2), try characters(),
        "row 4: expected a text or a list of words of 'p', got 2.0"
      ),
      (
        .labels([.text("c")]), labels,
        "row 4: expected a label of 'p' that training has seen, got 'c'; known: 'b'"
      ),
    ] as [(Target?, SequenceEncoder, String)] {
      #expect {
        try encode(encoder, target)
      } throws: {
        "\($0)" == message
      }
    }
    #expect {
      try LabelVocabulary(of: [.text(.text(""))], cutInto: .words, place: "problem 'p'")
    } throws: {
      "\($0)" == "problem 'p': expected at least one label, got none"
    }
  }
}

@Suite struct DetokenizerTests {
  @Test(arguments: [
    ("a man is walk ##ing , isn ' t he ?", "a man is walking, isn't he?"),
    ("the dogs ' tails ( two ) .", "the dogs' tails (two)."),
    ("\" yes \" , he said . \" no \"", "\"yes\", he said. \"no\""),
    ("well - known 3 . 5 % of 1 , 000 at 10 : 30", "well-known 3.5% of 1,000 at 10:30"),
    ("我 爱 北 京 ， 不 。", "我爱北京，不。"), ("## a", "a"), ("##ing", "ing"), ("", ""),
    ("o ' neil ' s - no", "o'neil's-no"), ("- one . two", "- one. two"),
  ])
  func writesAsOneWrites(pieces: String, text: String) {
    let pieces = pieces.split(separator: " ").map(String.init)
    #expect(Detokenizer(continuingPrefix: "##").text(pieces) == text)
  }
}
