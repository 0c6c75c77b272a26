import MTLData
import Testing

@testable import bert_mtl

@Test(
  arguments: [
    ("3", JSONValue.integer(3)), ("-3", .integer(-3)), ("+3", .integer(3)), ("0x1F", .integer(31)),
    ("0o17", .integer(15)), ("2e-4", .number(2e-4)), (".5", .number(0.5)), ("1.", .number(1)),
    ("1e400", .text("1e400")), ("e", .text("e")), (".", .text(".")), ("1-2", .text("1-2")),
    ("1:30", .text("1:30")), ("2026-01-01", .text("2026-01-01")), ("~", .null), ("null", .null),
    ("true", .boolean(true)), ("False", .boolean(false)), ("no", .text("no")),
    ("\"3\"", .text("3")), ("'true'", .text("true")), (".inf", .text(".inf")),
    ("\u{FEFF}3", .integer(3)), ("[1, a]", .list([.integer(1), .text("a")])),
    ("{a: 1}", .object(["a": .integer(1)])),
  ])
func aScalarIsWhatYAML12Says(text: String, value: JSONValue) throws {
  #expect(try YAMLText.parse(text, subject: "test") == value)
}

@Test func anOverrideReplacesOneValueAndMakesTablesOnItsWay() throws {
  var tree = try YAMLText.parse("a: {b: 1, c: 2}\nd: 3", subject: "test")
  try Override(parsing: "a.b=[7]").apply(to: &tree)
  try Override(parsing: "e.f.g=x=y").apply(to: &tree)
  try Override(parsing: "d=").apply(to: &tree)
  let expected = try YAMLText.parse(
    "a: {b: [7], c: 2}\nd: ~\ne: {f: {g: 'x=y'}}", subject: "test")
  #expect(tree == expected)
}

@Test func aPathMayStandForATable() throws {
  let tree = try YAMLText.parse("train: {a&b: x.jsonl, c: {path: y.csv}}\nk: 1", subject: "test")
  let expected = try YAMLText.parse(
    "train: {a&b: {path: x.jsonl}, c: {path: y.csv}}\nk: 1", subject: "test")
  #expect(DataShorthand.expand(tree) == expected)
}
