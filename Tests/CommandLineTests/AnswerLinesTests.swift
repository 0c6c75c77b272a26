import MTLData
import Testing

@testable import MTLCore
@testable import bert_mtl

/// The answers to two inputs, form by form, as lines of JSON.
@Suite struct AnswerLinesTests {
  private static let inputs = [Input(.text("ab cd")), Input(.text("e"))]

  private func lines(
    _ form: AnswerForm, _ values: [Float], columns: Int, rowStarts: [Int] = [0, 1, 2],
    ids: [Int32] = [], idStarts: [Int] = [0, 0, 0], texts: [String] = []
  ) -> [String] {
    let answer = Predictions.Answer(
      problem: "p", type: "t", form: form, labels: [.text("a"), .integer(2)], columns: columns,
      values: values, rowStarts: rowStarts, ids: ids, idStarts: idStarts, texts: texts)
    let predictions = Predictions(
      problems: [answer], offsets: [0..<2, 3..<5, 0..<1], firstWords: [2, 1])
    let answers = AnswerLines(predictions, AnswerLinesTests.inputs)
    return [0, 1].map { answers.json(ofRow: $0).compactText }
  }

  @Test func labels() {
    let found = lines(
      .label, [0.25, 0.75, 1, 0], columns: 2, ids: [1, 0], idStarts: [0, 1, 2])
    #expect(
      found == [
        #"{"p":{"label":2,"probability":0.75}}"#, #"{"p":{"label":"a","probability":1.0}}"#,
      ])
  }

  @Test func sets() {
    let found = lines(
      .labelSet, [0.75, 0.5, 0.25, 0], columns: 2, ids: [0, 1], idStarts: [0, 2, 2])
    #expect(
      found == [
        #"{"p":{"labels":["a",2],"probabilities":[0.75,0.5]}}"#,
        #"{"p":{"labels":[],"probabilities":[]}}"#,
      ])
  }

  @Test func numbersAndVectors() {
    #expect(
      lines(.number, [1.5, -2], columns: 1) == [
        #"{"p":{"value":1.5}}"#, #"{"p":{"value":-2.0}}"#,
      ])
    #expect(
      lines(.vector, [1, 2, 3, 4], columns: 2) == [
        #"{"p":{"vector":[1.0,2.0]}}"#, #"{"p":{"vector":[3.0,4.0]}}"#,
      ])
  }

  @Test func vectorsOfBothSidesOfAPair() {
    #expect(
      lines(.vector, [1, 2, 3, 4, 5, 6], columns: 2, rowStarts: [0, 2, 3]) == [
        #"{"p":{"vectors":[[1.0,2.0],[3.0,4.0]]}}"#, #"{"p":{"vector":[5.0,6.0]}}"#,
      ])
  }

  @Test func sequences() {
    #expect(
      lines(.text, [-0.5, -1], columns: 1, texts: ["eins zwei", ""]) == [
        #"{"p":{"text":"eins zwei","score":-0.5}}"#, #"{"p":{"text":"","score":-1.0}}"#,
      ])
    #expect(
      lines(.labelSequence, [-0.5, -1], columns: 1, ids: [1, 1], idStarts: [0, 2, 2]) == [
        #"{"p":{"labels":[2,2],"score":-0.5}}"#, #"{"p":{"labels":[],"score":-1.0}}"#,
      ])
  }

  @Test func fillings() {
    let found = lines(
      .pieces, [0.5, 0.25, 0.75, 0.125, 1, 0], columns: 2, rowStarts: [0, 2, 3],
      texts: ["the se a an", "cat dog"])
    #expect(
      found == [
        #"{"p":{"pieces":[["the","se"],["a","an"]],"probabilities":[[0.5,0.25],[0.75,0.125]]}}"#,
        #"{"p":{"pieces":[["cat","dog"]],"probabilities":[[1.0,0.0]]}}"#,
      ])
  }
}
