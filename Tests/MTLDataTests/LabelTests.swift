import Foundation
import MTLData
import MTLKernels
import Testing

@Suite struct LabelTests {
  @Test func sortsBooleansIntegersTexts() {
    let labels: [Label] = [.text("b"), .integer(10), .boolean(true), .text("a"), .integer(9)]
    let sorted: [Label] = [.boolean(true), .integer(9), .integer(10), .text("a"), .text("b")]
    #expect(labels.sorted() == sorted)
    #expect(Label.boolean(false) < .boolean(true))
    #expect(!(Label.boolean(true) < .boolean(true)))
  }

  @Test func textsAreTheirBytes() throws {
    let (one, two) = (Label.text("\u{E9}"), Label.text("e\u{301}"))  // é in one scalar and in two
    #expect(one != two && Set([one, two]).count == 2 && two < one && !(one < two))
    let vocabulary = try LabelVocabulary(of: [.label(one), .label(two)])
    #expect(vocabulary.labels == [two, one])
    #expect(vocabulary.id(of: one) == 1)
  }

  @Test(
    arguments: [
      ([.integer(1), .text("1")], "got the integer 1 and the text '1'; write"),
      ([.boolean(true), .text("true")], "got the boolean true and the text 'true'; write"),
      (
        [.text("e\u{301}"), .text("\u{E9}")],
        "got the text 'e\u{301}' and the text '\u{E9}', which Unicode writes in two ways; write"
      ),
    ] as [([Label], String)])
  func labelsWrittenAlikeAreRefused(labels: [Label], found: String) throws {
    let vocabulary = try LabelVocabulary(labels)
    #expect {
      try vocabulary.distinct(place: "problem 'p'")
    } throws: {
      "\($0)"
        == "problem 'p': expected labels that are written differently, \(found) them alike in all rows"
    }
    #expect(throws: Never.self) {
      try LabelVocabulary([.text("a"), .integer(1), .text("2")]).distinct(place: "problem 'p'")
    }
  }

  @Test func isWrittenAsJSON() throws {
    let labels: [Label] = [.boolean(true), .integer(1), .text("1"), .text("true")]
    let json = try JSONEncoder().encode(labels)
    #expect(String(decoding: json, as: UTF8.self) == #"[true,1,"1","true"]"#)
    #expect(try JSONDecoder().decode([Label].self, from: json) == labels)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Label].self, from: Data("[1.5]".utf8))
    }
  }

  @Test func vocabularyCollectsAndSorts() throws {
    let targets: [Target] = [
      .label(.text("b")), .labels([.text("c"), .text("a")]), .label(.integer(3)),
    ]
    let vocabulary = try LabelVocabulary(of: targets)
    #expect(vocabulary.labels == [.integer(3), .text("a"), .text("b"), .text("c")])
    #expect(vocabulary.id(of: .text("b")) == 2)
    #expect(vocabulary.label(2) == .text("b"))
    #expect(vocabulary.label(4) == nil && vocabulary.label(-1) == nil)
  }

  @Test func vocabularyRoundTrip() throws {
    for trial in 0..<100 {
      let key = RandomKey(seed: 3)(trial)
      let labels = (0..<50).map { i -> Label in
        let value = key.integer(below: 40, at: 2 * i)
        return switch key.integer(below: 3, at: 2 * i + 1) {
        case 0: .text("l\(value)")
        case 1: .integer(value - 20)
        default: .boolean(value % 2 == 0)
        }
      }
      let vocabulary = try LabelVocabulary(of: labels.map { .label($0) })
      for label in labels {
        let id = try vocabulary.index(of: label, problem: "p", place: "row 0")
        #expect(vocabulary.label(Int(id)) == label)
      }
      let json = try JSONEncoder().encode(vocabulary)
      #expect(try JSONDecoder().decode(LabelVocabulary.self, from: json) == vocabulary)
    }
  }

  @Test func refusesUnseen() throws {
    let vocabulary = try LabelVocabulary([.text("joy"), .text("anger"), .integer(1)])
    let cases: [(Label, String)] = [
      (.text("jo"), "got 'jo'; did you mean 'joy'?"),
      (.text("1"), "got '1'; training has seen the integer 1"),
      (.boolean(true), "got true; known: 'joy', 'anger', '1'"),
    ]
    for (label, ending) in cases {
      #expect {
        try vocabulary.index(of: label, problem: "mood", place: "test.csv line 4")
      } throws: {
        "\($0)" == "test.csv line 4: expected a label of 'mood' that training has seen, " + ending
      }
    }
  }

  @Test func refusesRepeatedAndNone() {
    #expect {
      try LabelVocabulary([.text("a"), .text("a")], place: "labels of 'mood'")
    } throws: {
      "\($0)" == "labels of 'mood': expected each label once, got 'a' again"
    }
    #expect {
      try LabelVocabulary(of: [], place: "labels of 'mood'")
    } throws: {
      "\($0)" == "labels of 'mood': expected at least one label, got none"
    }
  }
}
