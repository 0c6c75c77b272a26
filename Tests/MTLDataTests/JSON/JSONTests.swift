import Testing

@testable import MTLData

@Test func readsEveryKindOfValue() throws {
  let value = try JSONValue(
    parsing: #" {"b":[1,-2,3.5,1e-12,true,false,null],"a":"x\n\"\\\u00e9\ud83d\ude00é"} "#)
  #expect(
    value
      == .object([
        "b": .list([
          .integer(1), .integer(-2), .number(3.5), .number(1e-12), .boolean(true), .boolean(false),
          .null,
        ]),
        "a": .text("x\n\"\\é😀é"),
      ]))
  #expect(value.compactText == #"{"b":[1,-2,3.5,1e-12,true,false,null],"a":"x\n\"\\é😀é"}"#)
}

@Test func keepsTheOrderOfKeysAndIndents() throws {
  let text = """
    {
      "z": 1,
      "a": {
        "list": [
          "x"
        ],
        "none": [],
        "empty": {}
      }
    }

    """
  #expect(try JSONValue(parsing: text).indentedText == text)
}

@Test func integersThatDoNotFitAreNumbers() throws {
  #expect(try JSONValue(parsing: "9223372036854775807") == .integer(.max))
  #expect(try JSONValue(parsing: "-9223372036854775808") == .integer(.min))
  #expect(try JSONValue(parsing: "9223372036854775808") == .number(9_223_372_036_854_775_808))
}

@Test(arguments: [
  ("", "line 1 column 1: expected a value, got the end of the text"),
  ("{\"a\" 1}", "line 1 column 6: expected ':' after a key, got '1'"),
  ("{\"a\":1,}", "line 1 column 8: expected a key in double quotes, got '}'"),
  ("{\"a\":1 \"b\"", "line 1 column 8: expected ',' or '}', got '\"'"),
  ("[1\n  2]", "line 2 column 3: expected ',' or ']', got '2'"),
  ("[1,]", "line 1 column 4: expected a value, got ']'"),
  ("{\"a\":1,\"a\":2}", "line 1 column 8: expected each key once, got 'a' again"),
  ("tru", "line 1 column 4: expected 'true', got the end of the text"),
  ("nul1", "line 1 column 4: expected 'null', got '1'"),
  ("01", "line 1 column 2: expected the end of the text, got '1'"),
  ("-", "line 1 column 2: expected a digit, got the end of the text"),
  ("1.e5", "line 1 column 3: expected a digit, got 'e'"),
  ("1e999", "line 1 column 1: expected a number within ±1.8e308, got 1e999"),
  ("NaN", "line 1 column 1: expected a value, got 'N'"),
  ("\"a", "line 1 column 3: expected '\"' at the end of a text, got the end of the text"),
  ("\"\u{1}\"", "line 1 column 2: expected no control character in a text, got byte 0x01"),
  ("\"\\x\"", "line 1 column 3: expected one of \"\\/bfnrtu after a backslash, got 'x'"),
  ("\"\\u00g0\"", "line 1 column 6: expected four hexadecimal digits after \\u, got 'g'"),
  ("\"\\ud800\"", "line 1 column 2: expected a surrogate pair, got half of one"),
  ("\"\\ud800\\u0041\"", "line 1 column 2: expected a surrogate pair, got half of one"),
  ("\"\\udc00\"", "line 1 column 2: expected a surrogate pair, got half of one"),
  ("{} {}", "line 1 column 4: expected the end of the text, got '{'"),
  ("\u{FEFF}{}", "line 1 column 1: expected a value, got byte 0xEF"),
])
func refusesBadJSON(_ text: String, _ message: String) {
  #expect { try JSONValue(parsing: text) } throws: { "\($0)" == message }
}

@Test func refusesOtherBytesThanUTF8() {
  #expect {
    try JSONValue(parsing: [0x22, 0xFF, 0x22])
  } throws: {
    "\($0)" == "line 1 column 1: expected a text in UTF-8, got other bytes"
  }
}

@Test(arguments: ["[", "{\"a\":"]) func refusesDeepNesting(_ bracket: String) throws {
  let deep = String(repeating: bracket, count: 1_000_000)
  #expect { try JSONValue(parsing: deep) } throws: {
    "\($0)".hasSuffix("expected at most 128 levels of nesting, got more")
  }
  let allowed = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
  #expect(throws: Never.self) { try JSONValue(parsing: allowed) }
}

@Test func keepsKeysApartThatOnlyLookAlike() throws {
  let object = try JSONValue(parsing: "{\"\u{e9}\": 1, \"e\u{301}\": 2}").asObject
  #expect(object?["\u{e9}"] == .integer(1))
  #expect(object?["e\u{301}"] == .integer(2))
}
