/// Where data lies and how to read it; the same keys in Python, YAML and JSON.
///
/// All but `path` may be left out. What each format then takes:
/// - JSONL: the fields `words`, or `text` (a text, a list of words, or `{"a": …, "b": …}`) and
///   `text_b`, or `a` and `b`; one field a problem, of its name.
/// - CSV, TSV: the columns `text` and `text_b` (or `words`) and one a problem, by the header.
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
  /// Whether the first line names the columns: yes for CSV and TSV unless the text's column is a
  /// number, no for CoNLL.
  public var header: Bool?
  /// What stands between columns: `,` for CSV, a tab for TSV, spaces and tabs for CoNLL.
  public var separator: String?
  /// What stands between the words, and between the labels, of one cell: white space.
  public var wordSeparator: String?
  /// Whether cells may be quoted: yes for CSV, no for TSV.
  public var quoting: Bool?
  /// CoNLL: lines that begin with this are skipped.
  public var comment: String?
  /// CoNLL: whether `-DOCSTART-` lines are skipped: yes.
  public var skipDocumentStarts: Bool?

  public enum CodingKeys: String, CodingKey, CaseIterable, Sendable {
    case path, format, text, pair, words, targets, header, separator, quoting, comment
    case wordSeparator = "word_separator"
    case skipDocumentStarts = "skip_document_starts"
  }

  public init(path: String) { self.path = path }
}
