import ArgumentParser
import MTLCore
import MTLData

/// How a line says what the model shall read.
enum LineFormat: String, ExpressibleByArgument, CaseIterable {
  case json, text

  /// What is taken where the user does not say.
  init(ofFile path: String?) { self = path?.hasSuffix(".txt") == true ? .text : .json }

  func input(
    _ line: LineReader.Line, of name: String, _ kind: InputKind = .text,
    modalities: [String] = []
  ) throws -> Input {
    switch (self, kind) {
    case (.text, .text): return Input(.text(line.text))
    case (.text, .document): return Input(.sentences([.text(line.text)]))
    case (.json, _):
      let folder = name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
      let reader = InputLine(
        place: "\(name) line \(line.number)", modalities: modalities, folder: folder)
      return try kind == .text ? reader.input(line.text) : reader.document(line.text)
    }
  }
}

/// Why a line is not an input.
struct InputLineError: Error, Equatable, CustomStringConvertible {
  let place: String
  let reason: String
  var description: String { "\(place): \(reason)" }
}

/// One JSON line as an input.
struct InputLine {
  let place: String
  /// The fields that may hold other modalities than text.
  var modalities: [String] = []
  /// Where the paths of images begin.
  var folder = ""

  func input(_ text: String) throws -> Input {
    let value = try parsed(text)
    guard case .object(let row) = value else { return Input(try segment(value)) }
    var found: [ModalInput] = []
    for name in modalities {
      guard let value = row[name], value != .null else { continue }
      found.append(
        try ModalInput(name, json: value, field: name, folder: folder, place: place))
    }
    let hasText = ["a", "text", "words"].contains { row[$0] != nil }
    guard hasText || found.isEmpty else { return Input(modalities: found) }
    var input = try self.text(row)
    input.modalities = found
    return input
  }

  private func text(_ row: JSONObject) throws -> Input {
    if let first = row["a"], let second = row["b"] {
      return Input(try segment(first), try segment(second))
    }
    guard let given = row["text"] ?? row["words"] else {
      throw fault("expected 'text', 'words', or 'a' and 'b', got \(keys(row))")
    }
    return Input(try segment(given))
  }

  /// A list of sentences, or an object that has one in `sentences`.
  func document(_ text: String) throws -> Input {
    let value = try parsed(text)
    let given = if case .object(let row) = value { row["sentences"] } else { Optional(value) }
    guard let sentences = given?.asList else {
      throw fault("expected a list of sentences, or 'sentences', got \(value.summary)")
    }
    return Input(.sentences(try sentences.map(segment)))
  }

  private func parsed(_ text: String) throws -> JSONValue {
    do {
      return try JSONValue(parsing: text)
    } catch {
      throw fault(
        "expected \(error.expected) at column \(error.column), got \(error.got); "
          + "plain texts are read with --lines text")
    }
  }

  private func segment(_ value: JSONValue) throws -> Segment {
    if let text = value.asText { return .text(text) }
    guard let list = value.asList else {
      throw fault("expected a text or a list of words, got \(value.summary)")
    }
    return .words(
      try list.map { word in
        guard let text = word.asText else {
          throw fault("expected a text as word, got \(word.summary)")
        }
        return text
      })
  }

  private func keys(_ row: JSONObject) -> String {
    row.keys.isEmpty ? "none" : row.keys.map { "'\($0)'" }.joined(separator: ", ")
  }

  private func fault(_ reason: String) -> InputLineError {
    InputLineError(place: place, reason: reason)
  }
}
