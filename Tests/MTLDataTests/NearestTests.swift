import MTLData
import Testing

@Suite struct NearestTests {
  private let known = ["learning_rate", "batch_size", "epochs", "seed"]

  @Test(arguments: [
    ("learning_rte", "learning_rate"),
    ("Batch_Size", "batch_size"),
    ("batchsize", "batch_size"),
    ("epoch", "epochs"),
    ("sead", "seed"),
    ("seed", "seed"),
  ])
  func finds(_ name: String, _ expected: String) {
    #expect(nearest(to: name, among: known) == expected)
  }

  @Test(arguments: ["", "zzz", "q", "warmup"])
  func offersNothingFarAway(_ name: String) {
    #expect(nearest(to: name, among: known) == nil)
  }

  @Test func isQuickOnHostileNames() {
    let long = String(repeating: "x", count: 1_000_000)
    #expect(nearest(to: long, among: known) == nil)
    #expect(nearest(to: "x", among: [long]) == nil)
    #expect(nearest(to: "x", among: [String]()) == nil)
  }

  @Test func suggests() {
    #expect(suggestion(for: "sed", among: known) == "; did you mean 'seed'?")
    #expect(suggestion(for: "zzz", among: ["a", "b"]) == "; known: 'a', 'b'")
    #expect(suggestion(for: "zzz", among: [String]()) == "")
    let many = (0..<14).map { "name\($0)" }
    #expect(suggestion(for: "zzz", among: many).hasSuffix("'name11' and 2 more"))
  }

  @Test func shortens() {
    #expect(shortened("short") == "short")
    #expect(shortened("abcdef", to: 3) == "abc…")
    #expect(shortened("a\nb\u{202E}") == #"a\u{a}b\u{202e}"#)
  }
}
