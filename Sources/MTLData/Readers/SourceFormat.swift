/// How a data file is laid out.
public enum SourceFormat: String, Codable, CaseIterable, Sendable {
  /// One word a line with its tags in columns; a blank line ends a sentence.
  case conll
  /// One JSON object a line.
  case jsonl
  /// Comma-separated, quoted as RFC 4180 has it.
  case csv
  /// Tab-separated.
  case tsv
  /// One text a line.
  case text

  /// What a path's ending says; throws where it says nothing.
  public init(path: String) throws(DataError) {
    let name = path.split(separator: "/").last ?? ""
    let ending = name.lastIndex(of: ".").map { String(name[$0...]).lowercased() } ?? ""
    switch ending {
    case ".conll", ".conllu", ".bio", ".iob": self = .conll
    case ".jsonl", ".ndjson": self = .jsonl
    case ".csv": self = .csv
    case ".tsv", ".tab": self = .tsv
    case ".txt": self = .text
    default:
      throw DataError(path, .file(.format(ending)))
    }
  }
}
