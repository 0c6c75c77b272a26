/// Where data lies and how to read it; the same keys in Python, YAML and JSON.
///
/// All but `path` may be left out. What each format then takes:
/// - JSONL: the fields `words`, or `text` (a text, a list of words, or `{"a": …, "b": …}`) and
///   `text_b`, or `a` and `b`; one field a problem, of its name.
/// - CSV, TSV: the columns `text` and `text_b` (or `words`) and one a problem, by the header.
/// - Plain text: a line a text; where a problem's targets are one a word, its words. For problems that
///   read documents a line a sentence, and a blank line after each document.
/// - CoNLL: the word in the first column; the tags in the last column for one problem, in columns
///   1, 2, … for several, in their order.
public struct SourceDescription: Codable, Equatable, Sendable {
  public var path: String
  /// What the path's ending says, where nil.
  public var format: SourceFormat?
  /// The column of the text.
  public var text: Column?
  /// The column of a pair's second text.
  public var pair: Column?
  /// The column of a text that is already split into words.
  public var words: Column?
  /// The column of each problem's targets.
  public var targets: [String: Column]?
  /// JSONL: the field of each modality besides text; without it, fields of the names that the model
  /// knows.
  public var modalities: [String: Column]?
  /// Whether the first line names the columns: yes for CSV and TSV unless the text's column is a
  /// number, no for CoNLL.
  public var header: Bool?
  /// What stands between columns: `,` for CSV, a tab for TSV, spaces and tabs for CoNLL.
  public var separator: String?
  /// What stands between the words, and between the labels, of one cell: white space.
  public var wordSeparator: String?
  /// What stands between the labels, or the numbers, of one cell, where it is not what stands between
  /// words.
  public var labelSeparator: String?
  /// CSV, TSV: what becomes of a row with more cells than the first.
  public var extraColumns: ExtraColumns?
  /// Plain text: a file for each problem, whose lines are the targets of the text's lines.
  public var targetPaths: [String: String]?
  /// Whether cells may be quoted: yes for CSV, no for TSV.
  public var quoting: Bool?
  /// CoNLL: lines that begin with this are skipped.
  public var comment: String?
  /// CoNLL: whether `-DOCSTART-` lines are skipped: yes.
  public var skipDocumentStarts: Bool?

  public enum CodingKeys: String, CodingKey, CaseIterable, Sendable {
    case path, format, text, pair, words, targets, modalities, header, separator, quoting
    case comment
    case wordSeparator = "word_separator"
    case labelSeparator = "label_separator"
    case extraColumns = "extra_columns"
    case targetPaths = "target_paths"
    case skipDocumentStarts = "skip_document_starts"
  }

  public init(path: String) { self.path = path }
}

/// What becomes of a table's rows whose number of cells is not that of the first.
public enum ExtraColumns: String, Codable, CaseIterable, Sendable {
  case refuse
  /// Only the columns that are read have to be there.
  case ignore
}
