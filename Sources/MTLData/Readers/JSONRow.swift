/// One object of a JSONL file, or of the lines that a trained model is asked.
public struct JSONRow {
  let fields: JSONObject
  let place: String
  let source: SourceDescription

  /// What one line asks to be read, by the rules of a JSONL file without named fields: a value that
  /// is no object stands for its `text`, or of a document for its `sentences`. Paths of images
  /// begin in the folder of `path`. Throws, naming `place`, where nothing is to be read.
  public static func input(
    _ line: JSONValue, _ kind: InputKind, modalities: [String] = [], path: String, place: String
  ) throws(DataError) -> Input {
    let source = SourceDescription(path: path)
    let fields = line.asObject ?? [kind == .document ? "sentences" : "text": line]
    let row = JSONRow(fields: fields, place: place, source: source)
    return try row.input(try FieldNames(source, modalities: modalities), kind)
  }

  /// The fields of one line that ``input(_:_:modalities:path:place:)`` leaves alone.
  public static func unread(
    of line: JSONValue, _ kind: InputKind, modalities: [String]
  ) -> [String] {
    guard let fields = line.asObject else { return [] }
    let read =
      switch kind {
      case .document: ["sentences"]
      case .text where fields["words"] != nil: ["words", "text_b"]
      case .text where fields["text"] != nil: ["text", "text_b"]
      case .text: ["a", "b"]
      }
    return fields.keys.filter { !(read + modalities).contains($0) }
  }

  /// What to read; throws where the fields hold none.
  func input(_ names: FieldNames, _ kind: InputKind) throws(DataError) -> Input {
    switch kind {
    case .text: try input(names)
    case .document: Input(try document(names))
    }
  }

  /// The text, words or pair to read, and other modalities; throws where there is none of them.
  private func input(_ names: FieldNames) throws(DataError) -> Input {
    let modalities = try modalities(names)
    let isText = ["words", "text", "a"].contains { fields[$0] != nil }
    if !isText, names.text == nil, names.words == nil, !modalities.isEmpty {
      return Input(modalities: modalities)
    }
    var input = try text(names)
    input.modalities = modalities
    return input
  }

  private func text(_ names: FieldNames) throws(DataError) -> Input {
    let isConfigured = names.text != nil || names.words != nil
    if let name = names.words ?? (isConfigured || fields["words"] == nil ? nil : "words") {
      let second = try second(names)
      return Input(try words(required(name), field: name), second)
    }
    if isConfigured || fields["text"] != nil || fields["a"] == nil {
      let name = names.text ?? "text"
      let found = try required(name)
      if case .object(let members) = found { return try pair(members, field: name) }
      return Input(try segment(found, field: name), try second(names))
    }
    return try pair(fields, field: nil)
  }

  private func document(_ names: FieldNames) throws(DataError) -> Segment {
    let name = names.text ?? names.words ?? "sentences"
    let found = try required(name)
    guard case .list(let values) = found else {
      let fault = RowFault.value(
        field: name, expected: "a list of sentences", got: shortened(found.summary))
      throw DataError(place, .row(fault))
    }
    var sentences: [Segment] = []
    for (i, value) in values.enumerated() {
      sentences.append(try segment(value, field: "\(name)[\(i)]"))
    }
    return .sentences(sentences)
  }

  func required(_ name: String) throws(DataError) -> JSONValue {
    if let value = fields[name] { return value }
    throw DataError(place, .row(.field(name, known: fields.keys)))
  }

  private func second(_ names: FieldNames) throws(DataError) -> Segment? {
    if let name = names.pair { return try segment(required(name), field: name) }
    guard let found = fields["text_b"] else { return nil }
    return try segment(found, field: "text_b")
  }

  private func pair(_ members: JSONObject, field: String?) throws(DataError) -> Input {
    func side(_ name: String) throws(DataError) -> Segment {
      guard let found = members[name] else {
        throw DataError(place, .row(.field(name, known: members.keys)))
      }
      return try segment(found, field: field.map { "\($0).\(name)" } ?? name)
    }
    return Input(try side("a"), try side("b"))
  }

  func segment(_ value: JSONValue, field: String) throws(DataError) -> Segment {
    switch value {
    case .text(let text): return .text(text)
    case .list: return try words(value, field: field)
    default:
      let fault = RowFault.value(
        field: field, expected: "a text, a list of words or a pair", got: shortened(value.summary))
      throw DataError(place, .row(fault))
    }
  }

  private func words(_ value: JSONValue, field: String) throws(DataError) -> Segment {
    if case .text(let text) = value, source.wordSeparator != nil {
      return .words(source.split(text))
    }
    guard case .list(let values) = value else {
      let fault = RowFault.value(
        field: field, expected: "a list of words", got: shortened(value.summary))
      throw DataError(place, .row(fault))
    }
    var words: [String] = []
    for (i, value) in values.enumerated() {
      guard case .text(let word) = value else {
        let fault = RowFault.value(
          field: "\(field)[\(i)]", expected: "a word", got: shortened(value.summary))
        throw DataError(place, .row(fault))
      }
      words.append(word)
    }
    return .words(words)
  }
}
