import MTLData
import MTLKernels
import Testing

@Suite struct GroupFeaturesTests {
  private let mood: EncodedProblem
  private let tags: EncodedProblem

  init() throws {
    mood = EncodedProblem(
      name: "mood",
      encoder: LabelEncoder(
        problem: "mood", try LabelVocabulary([.text("bad"), .text("good")])))
    tags = EncodedProblem(
      name: "tags",
      encoder: TagEncoder(
        problem: "tags", try LabelVocabulary([.text("B"), .text("I"), .text("O")])))
  }

  /// [CLS] un ##der x [SEP]; the third word has no piece and the fourth was cut off.
  private let single = EncodedRow(
    ids: [101, 7, 8, 9, 102], types: [0, 0, 0, 0, 0], words: [-1, 0, 0, 1, -1],
    sides: [0, 0, 0, 0, 0], wordCounts: [4])

  /// [CLS] a [SEP] b ##c d [SEP]
  private let pair = EncodedRow(
    ids: [101, 5, 102, 6, 7, 8, 102], types: [0, 0, 0, 1, 1, 1, 1],
    words: [-1, 0, -1, 0, 0, 1, -1], sides: [0, 0, 0, 1, 1, 1, 1], wordCounts: [2, 2])

  private func texts(_ labels: String...) -> Target { .labels(labels.map { .text($0) }) }

  @Test func alignsLabelsWithFirstPieces() throws {
    var features = GroupFeatures(problems: [mood, tags])
    let first: [String: Target] = [
      "mood": .label(.text("good")), "tags": texts("B", "I", "O", "O"),
    ]
    let second: [String: Target] = [
      "mood": .label(.text("bad")), "tags": texts("O", "B", "I", "O"),
    ]
    try features.append(single, targets: first, place: "row 0")
    try features.append(pair, targets: second, place: "row 1")
    #expect(features.rows == 2)
    #expect(features.lengths == [5, 7])
    #expect(features.ids == [101, 7, 8, 9, 102, 101, 5, 102, 6, 7, 8, 102])
    #expect(features.types == [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1])
    #expect(features.firstPieces == [1, 3, 1, 3, 5])
    #expect(features.wordNumbers == [0, 1, 0, 2, 3])
    #expect(features.wordCounts == [4, 4])
    #expect(features.targets.map(\.ids) == [[1, 0], [0, 1, 2, 1, 2]])
    #expect(features.tokens(ofRow: 1) == 5..<12)
    #expect(features.words(ofRow: 1) == 2..<5)
    #expect(features.targets[0].ids(ofRow: 1) == [0])
    #expect(features.targets[1].ids(ofRow: 1) == [2, 1, 2])
  }

  @Test func needsNoTargets() throws {
    var features = GroupFeatures(problems: [mood, tags])
    try features.append(single, targets: nil, place: "row 0")
    #expect(features.targets.map(\.rows) == [0, 0])
    #expect(features.firstPieces == [1, 3])
  }

  static let refused: [([String: Target], String)] = [
    (["tags": Target.labels([])], "row 3: expected a target of 'mood', got none"),
    (
      ["mood": .labels([.text("bad"), .text("bad")])],
      "row 3: expected one label of 'mood' (text, integer or boolean), got a list of 2"
    ),
    (
      ["mood": .label(.text("bad")), "tags": .label(.integer(3))],
      "row 3: expected a list of labels of 'tags', one for each word, got 3"
    ),
    (
      ["mood": .label(.text("bad")), "tags": .labels([.text("B")])],
      "row 3: expected 4 labels of 'tags', one for each word, got 1"
    ),
    (
      ["mood": .label(.text("goood"))],
      "row 3: expected a label of 'mood' that training has seen, got 'goood'"
        + "; did you mean 'good'?"
    ),
    (
      ["mood": .label(.text("bad")), "tags": .labels(["B", "I", "O", "S"].map { .text($0) })],
      "row 3: expected a label of 'tags' that training has seen, got 'S'"
        + "; known: 'B', 'I', 'O'"
    ),
  ]

  @Test(arguments: refused)
  func refusesTargets(_ targets: [String: Target], _ message: String) {
    var features = GroupFeatures(problems: [mood, tags])
    #expect {
      try features.append(single, targets: targets, place: "row 3")
    } throws: {
      "\($0)" == message
    }
    #expect(features.rows == 0 && features.ids.isEmpty)
    #expect(features.targets.allSatisfy { $0.rows == 0 })
  }

  @Test func refusesTextsThatBecomeEmpty() {
    var features = GroupFeatures(problems: [mood])
    let nothing = EncodedRow(
      ids: [101, 102], types: [0, 0], words: [-1, -1], sides: [0, 0], wordCounts: [1])
    let half = EncodedRow(
      ids: [101, 5, 102, 102], types: [0, 0, 0, 1], words: [-1, 0, -1, -1], sides: [0, 0, 0, 1],
      wordCounts: [1, 0])
    #expect {
      try features.append(nothing, targets: nil, place: "row 0")
    } throws: {
      "\($0)" == "row 0: expected a text, got nothing that is left after clean-up"
    }
    #expect {
      try features.append(half, targets: nil, place: "row 1")
    } throws: {
      "\($0)" == "row 1: expected a second text, got nothing that is left after clean-up"
    }
  }

  /// Words of no, one or several pieces, cut anywhere: a word keeps its label with its first piece.
  @Test func wordsKeepTheirLabels() throws {
    for trial in 0..<300 {
      let key = RandomKey(seed: 21)(trial)
      let counts = [1 + key.integer(below: 6, at: 0), 1 + key.integer(below: 6, at: 1)]
      let names = ["B", "I", "O"]
      let labels = (0..<counts[0] + counts[1]).map { names[key.integer(below: 3, at: 100 + $0)] }
      var (words, sides): ([Int32], [Int8]) = ([-1], [-1])
      var expected: [Int32: String] = [:]
      for side in 0..<2 {
        for word in 0..<counts[side] {
          // The first word always has a piece; the rest of a side may have been cut.
          let pieces = word == 0 ? 1 : key(side).integer(below: 4, at: word)
          guard pieces > 0 else { continue }
          let number = word + (side == 0 ? 0 : counts[0])
          expected[Int32(number)] = labels[number]
          words += Array(repeating: Int32(word), count: pieces)
          sides += Array(repeating: Int8(side), count: pieces)
        }
        words.append(-1)
        sides.append(-1)
      }
      let row = EncodedRow(
        ids: words, types: words, words: words, sides: sides, wordCounts: counts)
      var features = GroupFeatures(problems: [tags])
      try features.append(
        row, targets: ["tags": .labels(labels.map { .text($0) })], place: "row 0")
      var found: [Int32: String] = [:]
      for (i, number) in features.wordNumbers.enumerated() {
        found[number] = names[Int(features.targets[0].ids[i])]
        let piece = Int(features.firstPieces[i])
        #expect(
          words[piece] >= 0 && (words[piece - 1], sides[piece - 1]) != (words[piece], sides[piece]))
      }
      #expect(found == expected && features.wordNumbers == features.wordNumbers.sorted())
    }
  }
}
