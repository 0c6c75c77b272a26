import MTLData
import Testing

/// [CLS] a b [SEP]
private let row = EncodedRow(
  ids: [101, 7, 8, 102], types: [0, 0, 0, 0], words: [-1, 0, 1, -1], sides: [0, 0, 0, 0],
  wordCounts: [2])

@Suite struct NumberTargetTests {
  @Test func numbersAreStandardized() throws {
    let encoder = NumberEncoder(problem: "score", mean: 10, deviation: 4)
    #expect(try encoder.encode(.number(12), row, place: "row 0") == TargetRow(numbers: [0.5]))
  }

  @Test func vectorsHaveLengthOne() throws {
    let encoder = VectorEncoder(problem: "place", dimension: 2)
    #expect(
      try encoder.encode(.numbers([3, -4]), row, place: "row 0") == TargetRow(numbers: [0.6, -0.8]))
    let large = try encoder.encode(.numbers([3e38, 0]), row, place: "row 0")
    let small = try encoder.encode(.numbers([0, 1e-300]), row, place: "row 0")
    #expect(large.numbers == [1, 0] && small.numbers == [0, 1])
  }

  @Test func likenessIsNothingAScoreOrALabel() throws {
    let encoder = LikenessEncoder(problem: "same")
    for target in [nil, Target.nothing] {
      let answer = try encoder.encode(target, row, place: "row 0")
      #expect(answer.ids == [-1] && answer.numbers.count == 1 && answer.numbers[0].isNaN)
    }
    let scored = try encoder.encode(.number(2.5), row, place: "row 0")
    #expect(scored == TargetRow(ids: [-1], numbers: [2.5]))
    let labels: [Label] = [.text("a"), .text("b"), .text("a"), .boolean(true)]
    let ids = try labels.map { try encoder.encode(.label($0), row, place: "row 0").ids[0] }
    #expect(ids[0] == ids[2] && Set(ids).count == 3 && ids.allSatisfy { $0 >= 0 })
  }

  private static let number = NumberEncoder(problem: "score", mean: 0, deviation: 1)
  private static let vector = VectorEncoder(problem: "place", dimension: 3)
  private static let likeness = LikenessEncoder(problem: "same")
  static let refused: [(any TargetEncoder, Target?, String)] = [
    (number, nil, "row 3: expected a target of 'score', got none"),
    (number, .label(.text("good")), "row 3: expected a number of 'score', got 'good'"),
    (
      number, .number(.nan), "row 3: expected a finite float32 number of 'score', got nan"
    ),
    (
      number, .number(-.infinity), "row 3: expected a finite float32 number of 'score', got -inf"
    ),
    (
      number, .number(1e39), "row 3: expected a finite float32 number of 'score', got 1e+39"
    ),
    (vector, nil, "row 3: expected a target of 'place', got none"),
    (vector, .number(1), "row 3: expected a list of numbers of 'place', got 1.0"),
    (vector, .numbers([]), "row 3: expected a list of numbers of 'place', got a list of 0 numbers"),
    (
      vector, .numbers([1, 2]),
      "row 3: expected a vector of 3 numbers of 'place', as in the training data, got 2"
    ),
    (
      vector, .numbers([1, .nan, 2]),
      "row 3: expected finite float32 numbers in the vector of 'place', got nan at place 2"
    ),
    (
      vector, .numbers([0, 0, 0]),
      "row 3: expected a vector of 'place' with a direction, got only zeros"
    ),
    (
      likeness, .number(.infinity), "row 3: expected a finite float32 number of 'same', got inf"
    ),
    (
      likeness, .labels([.text("a")]),
      "row 3: expected a number, a label or nothing of 'same', got a list of 1"
    ),
  ]

  @Test(arguments: 0..<refused.count) func refuses(_ i: Int) {
    let (encoder, target, message) = NumberTargetTests.refused[i]
    #expect {
      _ = try encoder.encode(target, row, place: "row 3")
    } throws: {
      "\($0)" == message
    }
  }
}
