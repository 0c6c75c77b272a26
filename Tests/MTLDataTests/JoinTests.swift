import MTLData
import Testing

@Suite struct JoinTests {
  private func part(_ problem: String, _ texts: [String], lines: [Int]? = nil) -> Dataset {
    Dataset(
      name: "\(problem).csv", inputs: texts.map { Input(.text($0)) },
      targets: [problem: texts.map { .label(.text($0)) }], lines: lines)
  }

  @Test func joins() throws {
    let joined = try Dataset.join(
      [part("b", ["x", "y"]), part("a", ["x", "y"], lines: [2, 3]), part("c", ["z"])],
      group: ["a", "b"])
    #expect(joined.inputs == [Input(.text("x")), Input(.text("y"))])
    #expect(Set(joined.targets.keys) == ["a", "b"])
    #expect(joined.place(ofRow: 1) == "a.csv line 3")
    #expect(joined.place(ofRow: 9) == "a.csv row 9")
  }

  @Test func keepsOneSource() throws {
    let inputs = [Input(.words(["x", "y"]), .text("z"))]
    let both = Dataset(
      name: "train", inputs: inputs,
      targets: ["a": [.label(.integer(1))], "b": [.labels([.text("O")])], "c": []])
    let joined = try Dataset.join([both], group: ["a", "b"])
    #expect(joined == Dataset(name: "train", inputs: inputs, targets: joined.targets))
    #expect(Set(joined.targets.keys) == ["a", "b"])
  }

  @Test func refuses() {
    let long = String(repeating: "long ", count: 20)
    let short = Dataset(name: "train", inputs: [Input(.text("x"))], targets: ["a": [], "b": []])
    let empty = Dataset(name: "train", inputs: [], targets: ["a": [], "b": []])
    let cases: [([Dataset], String)] = [
      ([part("a", ["x"])], "group 'a&b': expected data for problem 'b', got none"),
      (
        [part("a", ["x"]), part("b", ["x"]), part("a", ["x"])],
        "group 'a&b': expected one source of data for problem 'a', got two"
      ),
      (
        [part("a", ["x", "y"]), part("b", ["x"])],
        "group 'a&b': expected 2 rows for 'b', as for 'a', got 1"
      ),
      (
        [part("a", ["x", "y"]), part("b", ["x", "z"])],
        "group 'a&b': expected the same input for 'a' and 'b' in row 1, got 'y' and 'z'"
      ),
      (
        [part("a", [long + "end"]), part("b", [long + "\n"])],
        "group 'a&b': expected the same input for 'a' and 'b' in row 0, "
          + #"got '…long long end' and '…long long \u{a}'"#
      ),
      (
        [
          part("a", ["x y"]),
          Dataset(
            name: "b", inputs: [Input(.words(["x", "y"]))], targets: ["b": [.label(.integer(1))]]),
        ],
        "group 'a&b': expected the same input for 'a' and 'b' in row 0, got 'x y' and '[x, y]'"
      ),
      ([short], "train: expected 1 target of 'a', one for each input, got 0"),
      ([empty], "train: expected at least one row, got none"),
    ]
    for (parts, message) in cases {
      #expect {
        try Dataset.join(parts, group: ["a", "b"])
      } throws: {
        "\($0)" == message
      }
    }
  }
}
