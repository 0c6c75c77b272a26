import MTLData
import TestSupport
import Testing

/// Targets of another kind than the problem's type has, named by type, problem, row and value.
@Suite struct TargetMessageTests {
  static let tables = [
    BadFile(
      "text,score\na,1\nb,good\n", "csv", [score],
      " line 3: expected a number of 'score' (regression), got 'good'"),
    BadFile(
      "text,score\na,\n", "csv", [score], " line 2: expected a target of 'score', got none"),
    BadFile(
      "text,place\na,1 x\n", "csv", [place],
      " line 2: expected a list of numbers of 'place' (vector_fit), got 'x'"),
    BadFile(
      "text,german\na,\n", "csv", [german], " line 2: expected a target of 'german', got none"),
    BadFile(
      "text\na\n", "csv", [books],
      ": option 'format': expected jsonl or text for 'books', whose rows are documents, got csv"),
    BadFile(
      "1\ta\tx\n2\tb\n", "tsv", [mood],
      " line 2: expected at least 3 columns, got 2"
    ) {
      ($0.text, $0.targets, $0.extraColumns) = (.number(1), ["mood": .number(2)], .ignore)
    },
  ]

  static let objects = [
    BadFile(
      #"{"text": "a", "topics": "x"}"#, "jsonl", [topics],
      " line 1: expected a list of labels of 'topics' (multi_cls), got 'x'"),
    BadFile(
      #"{"text": "a", "topics": [1.5]}"#, "jsonl", [topics],
      " line 1: expected a list of labels of 'topics' (multi_cls), got a list with 1.5"),
    BadFile(
      #"{"text": "a", "spelling": 3}"#, "jsonl", [spelling],
      " line 1: expected a list of labels of 'spelling' (seq2seq_tag), got 3"),
    BadFile(
      #"{"text": "a", "score": "3"}"#, "jsonl", [score],
      " line 1: expected a number of 'score' (regression), got '3'"),
    BadFile(
      #"{"text": "a", "place": 3}"#, "jsonl", [place],
      " line 1: expected a list of numbers of 'place' (vector_fit), got 3"),
    BadFile(
      #"{"text": "a", "place": [1, true]}"#, "jsonl", [place],
      " line 1: expected a list of numbers of 'place' (vector_fit), got a list with true"),
    BadFile(
      #"{"text": "a", "match": [1]}"#, "jsonl", [match],
      " line 1: expected a number, a label or nothing of 'match' (contrastive_learning), "
        + "got [1]"),
    BadFile(
      #"{"text": "a", "german": 1}"#, "jsonl", [german],
      " line 1: expected a text or a list of words of 'german' (seq2seq_text), got 1"),
    BadFile(
      #"{"text": "a", "german": ["b", 1]}"#, "jsonl", [german],
      " line 1: field 'german[1]': expected a word, got 1"),
    BadFile(
      #"{"sentences": "a"}"#, "jsonl", [books],
      " line 1: field 'sentences': expected a list of sentences, got 'a'"),
    BadFile(
      #"{"sentences": ["a", 2]}"#, "jsonl", [books],
      " line 1: field 'sentences[1]': expected a text, a list of words or a pair, got 2"),
    BadFile(#"{"sentences": []}"#, "jsonl", [books], " line 1: expected a text, got an empty one"),
    BadFile(
      #"{"text": "a"}"#, "jsonl", [masked],
      ": option 'format': expected text where files of targets stand beside it, got jsonl"
    ) { $0.targetPaths = ["masked": "x"] },
  ]

  static let texts = [
    BadFile(
      "a\n", "txt", [mood],
      ": option 'target_paths': expected a file with the targets of 'mood', got none"),
    BadFile(
      "a\n", "txt", [mood], ": option 'target_paths': expected problems of 'mood', got 'moot'"
    ) { $0.targetPaths = ["moot": "x"] },
    BadFile(
      "a\n", "txt", [books, mood],
      ": option 'format': expected jsonl for 'mood', which asks for targets of documents, got text"
    ) { $0.targetPaths = ["mood": $0.path] },
    BadFile("\n \n", "txt", [masked], ": expected at least one row, got none"),
    BadFile(
      "a 1\n", "conll", [score],
      ": option 'format': expected jsonl, csv or tsv for 'score', which has no label for each "
        + "word, got conll"),
  ]

  @Test(arguments: tables + objects + texts)
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

  @Test func refusesFilesOfTargetsThatDoNotFit() throws {
    let folder = try TemporaryFolder()
    var source = SourceDescription(path: try folder.write("a\nb\n", to: "a.txt"))
    let short = try folder.write("1\n", to: "short.txt")
    let odd = try folder.write("1\nx\n", to: "odd.txt")
    for (path, message) in [
      (short, "\(short): expected 2 lines, as in \(source.path), got 1"),
      (odd, "\(odd) line 2: expected a number of 'score' (regression), got 'x'"),
    ] {
      source.targetPaths = ["score": path]
      #expect {
        try Dataset(reading: source, problems: [score])
      } throws: {
        "\($0)" == message
      }
    }
  }
}
