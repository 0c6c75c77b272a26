import ArgumentParser
import MTLCore
import MTLData

/// How a line says what the model shall read.
enum LineFormat: String, ExpressibleByArgument, CaseIterable {
  case json, text

  /// What is taken where the user does not say; throws for a file of another kind.
  init(ofFile path: String?) throws {
    guard let path, let format = try? SourceFormat(path: path) else {
      self = .json
      return
    }
    switch format {
    case .text: self = .text
    case .jsonl: self = .json
    case .csv, .tsv, .conll:
      throw UsageError(
        description: "\(path): expected lines of JSON or of text, got a file that ends with "
          + ".\(path.split(separator: ".").last ?? ""); say --lines json or --lines text if its lines "
          + "are that")
    }
  }

  /// `unread` is given the fields of a line that nothing reads.
  func input(
    _ line: LineReader.Line, of name: String, _ kind: InputKind = .text,
    modalities: [String] = [], unread: ([String]) -> Void = { _ in }
  ) throws -> Input {
    switch (self, kind) {
    case (.text, .text): return Input(.text(line.text))
    case (.text, .document): return Input(.sentences([.text(line.text)]))
    case (.json, _):
      let place = "\(name) line \(line.number)"
      let value = try parsed(line.text, place)
      unread(JSONRow.unread(of: value, kind, modalities: modalities))
      return try JSONRow.input(value, kind, modalities: modalities, path: name, place: place)
    }
  }

  private func parsed(_ text: String, _ place: String) throws -> JSONValue {
    do {
      return try JSONValue(parsing: text)
    } catch {
      throw InputLineError(
        place: place,
        reason: "expected \(error.expected) at column \(error.column), got \(error.got); "
          + "plain texts are read with --lines text")
    }
  }
}

/// Why a line is not JSON.
struct InputLineError: Error, Equatable, CustomStringConvertible {
  let place: String
  let reason: String
  var description: String { "\(place): \(reason)" }
}
