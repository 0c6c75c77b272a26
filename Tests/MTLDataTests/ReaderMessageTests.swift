import MTLData
import TestSupport
import Testing

/// A file, how it is read, and the message without its path.
struct BadFile: Sendable, CustomTestStringConvertible {
  let text: String
  let ending: String
  let problems: [ProblemTargets]
  let message: String
  var configure: @Sendable (inout SourceDescription) -> Void = { _ in }

  init(
    _ text: String, _ ending: String, _ problems: [ProblemTargets], _ message: String,
    _ configure: @escaping @Sendable (inout SourceDescription) -> Void = { _ in }
  ) {
    (self.text, self.ending, self.problems, self.message) = (text, ending, problems, message)
    self.configure = configure
  }

  var testDescription: String { message }
}

@Suite struct ReaderMessageTests {
  static let tables = [
    BadFile("", "csv", [mood], ": expected at least one row, got none"),
    BadFile("text,mood\n", "csv", [mood], ": expected at least one row, got none"),
    BadFile(
      "text,mod\na,b\n", "csv", [mood],
      ": expected a column 'mood', got none; did you mean 'mod'? (columns: 'text', 'mod')"),
    BadFile(
      "text,mood,mood\na,b,c\n", "csv", [mood],
      ": expected one column 'mood', got 2 of this name"),
    BadFile(
      "q,mood\na,b\n", "csv", [mood],
      ": expected a column 'text', got none (columns: 'q', 'mood')"),
    BadFile(
      "text,mood\na,b\n\na,b,c\n", "csv", [mood], " line 4: expected 2 columns, got 3"),
    BadFile("text,mood\na,b\n,b\n", "csv", [mood], " line 3: expected a text, got an empty one"),
    BadFile(
      "text,mood\na,\n", "csv", [mood], " line 2: expected a target of 'mood', got none"),
    BadFile(
      "text,mood\na,b\nc,\"d\n\n", "csv", [mood],
      " line 3: expected a closing quote for the one at column 3, got the end of the file"),
    BadFile(
      "text,mood\n\"a\nb\"é,d\n", "csv", [mood],
      " line 3: expected a separator or the line's end after the quote at column 3, got 'é'"),
    BadFile(
      "words,ner\na b,B\n", "csv", [ner],
      " line 2: expected 2 labels of 'ner', one for each word, got 1"),
    BadFile(
      "a,b\n", "csv", [mood],
      ": option 'header': expected true to find the column 'mood' by its name, got false"
    ) { $0.text = .number(0) },
    BadFile(
      "a,b\n", "csv", [], ": expected a column 2 (counted from 0), got 2 columns"
    ) { $0.text = .number(2) },
    BadFile(
      "a,b\n", "csv", [], ": expected a column -3 (counted from 0), got 2 columns"
    ) { $0.text = .number(-3) },
    BadFile(
      "text,mood\na,b\n", "csv", [mood],
      ": option 'separator': expected one character of ASCII, no quote or line end, got '::'"
    ) { $0.separator = "::" },
    BadFile(
      "text,mood\na,b\n", "csv", [mood],
      ": option 'targets': expected problems of 'mood', got 'ner'"
    ) { $0.targets = ["ner": .number(1)] },
  ]

  static let objects = [
    BadFile("\n\n", "jsonl", [mood], ": expected at least one row, got none"),
    BadFile(
      #"{"text": "a", "mod": 1}"#, "jsonl", [mood],
      " line 1: expected a field 'mood', got none; did you mean 'mod'?"
        + " (fields: 'text', 'mod')"),
    BadFile(
      #"{"text": "a", "text": "b"}"#, "jsonl", [],
      " line 1: expected each key once at column 15, got 'text' again"),
    BadFile("{}", "jsonl", [], " line 1: expected a field 'text', got none"),
    BadFile(
      #"{"a": "x"}"#, "jsonl", [], " line 1: expected a field 'b', got none (fields: 'a')"),
    BadFile(
      "{\"text\": \"a\"}\n[1]", "jsonl", [],
      " line 2: expected an object at column 1, got [1]"),
    BadFile(
      #"{"text": "é" "mood": 1}"#, "jsonl", [],
      " line 1: expected ',' or '}' at column 14, got '\"'"),
    BadFile(
      #"{"text": "a"#, "jsonl", [],
      " line 1: expected '\"' at the end of a text at column 12, got the end of the text"),
    BadFile(
      #"{"text": "a\ud800b"}"#, "jsonl", [],
      " line 1: expected a surrogate pair at column 12, got half of one"),
    BadFile(
      "{\"text\": \"a\tb\"}", "jsonl", [],
      " line 1: expected no control character in a text at column 12, got byte 0x09"),
    BadFile(
      #"{"text": 01}"#, "jsonl", [], " line 1: expected ',' or '}' at column 11, got '1'"),
    BadFile(
      #"{"text": 1.5}"#, "jsonl", [],
      " line 1: field 'text': expected a text, a list of words or a pair, got 1.5"),
    BadFile(
      #"{"words": "a b"}"#, "jsonl", [],
      " line 1: field 'words': expected a list of words, got 'a b'"),
    BadFile(
      #"{"text": ["a", 3]}"#, "jsonl", [],
      " line 1: field 'text[1]': expected a word, got 3"),
    BadFile(#"{"text": " "}"#, "jsonl", [], " line 1: expected a text, got an empty one"),
    BadFile(#"{"words": []}"#, "jsonl", [], " line 1: expected a text, got an empty one"),
    BadFile(#"{"a": "x", "b": ""}"#, "jsonl", [], " line 1: expected a text, got an empty one"),
    BadFile(
      #"{"text": "a", "mood": 1.0}"#, "jsonl", [mood],
      " line 1: expected one label of 'mood' (text, integer or boolean), got 1.0"),
    BadFile(
      #"{"text": "a", "mood": ["b"]}"#, "jsonl", [mood],
      " line 1: expected one label of 'mood' (text, integer or boolean), got ['b']"),
    BadFile(
      #"{"text": "a", "ner": "B"}"#, "jsonl", [ner],
      " line 1: expected a list of labels of 'ner', one for each word, got 'B'"),
    BadFile(
      #"{"text": "a", "ner": ["B", 2.5]}"#, "jsonl", [ner],
      " line 1: expected a list of labels of 'ner', one for each word, "
        + "got a list with 2.5"),
    BadFile(
      #"{"words": ["a", "b"], "ner": ["B"]}"#, "jsonl", [ner],
      " line 1: expected 2 labels of 'ner', one for each word, got 1"),
    BadFile(
      #"{"text": "a"}"#, "jsonl", [], ": option 'text': expected a field's name, got 0"
    ) { $0.text = .number(0) },
  ]

  static let columns = [
    BadFile("\n \n", "conll", [ner], ": expected at least one row, got none"),
    BadFile("a B\nb\n", "conll", [ner], " line 2: expected 2 columns, got 1"),
    BadFile(
      "a\nb\n", "conll", [ner],
      ": option 'targets': expected tags of 'ner' in another column than the words, "
        + "got column 0 for both"),
    BadFile(
      "a B\n", "conll", [pos, ner], ": expected a column 2 (counted from 0), got 2 columns"),
    BadFile(
      "a B\n", "conll", [mood],
      ": option 'format': expected jsonl, csv or tsv for 'mood', which has one label a row, "
        + "got conll"),
    BadFile(
      "a B\n", "doc", [ner],
      ": expected the ending .conll, .jsonl, .csv, .tsv or .txt or the option 'format', "
        + "got '.doc'"),
  ]

  @Test(arguments: tables + objects + columns)
  func refuses(_ bad: BadFile) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(bad.text, to: "data.\(bad.ending)")
    var source = SourceDescription(path: path)
    bad.configure(&source)
    #expect {
      try Dataset(reading: source, problems: bad.problems)
    } throws: {
      "\($0)" == path + bad.message
    }
  }

  @Test func refusesBytesThatAreNotUTF8() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("text\né".utf8) + [0xE4, 0xBD], to: "data.csv")
    #expect {
      try Dataset(reading: SourceDescription(path: path), problems: [])
    } throws: {
      "\($0)" == "\(path): expected UTF-8, got byte 0xE4 at offset 7"
    }
  }

  @Test(arguments: [
    ("/nowhere/a.csv", "/nowhere/a.csv: expected a file, got nothing at this path"),
    ("a\u{0}.csv", #"a\u{0}.csv: expected a file, got nothing at this path"#),
  ])
  func refusesPaths(_ path: String, _ message: String) {
    #expect {
      try Dataset(reading: SourceDescription(path: path), problems: [])
    } throws: {
      "\($0)" == message
    }
  }

  @Test func refusesFolders() throws {
    var source = SourceDescription(path: "/tmp")
    source.format = .csv
    #expect {
      try Dataset(reading: source, problems: [])
    } throws: {
      "\($0)" == "/tmp: expected a file, got a folder"
    }
  }
}
