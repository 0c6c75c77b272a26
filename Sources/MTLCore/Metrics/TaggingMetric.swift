import MTLData

/// Scores of one tag a word.
///
/// Where the tags mark spans (IOB, IOE, IOBES, BILOU, BMES, with or without types) precision,
/// recall and F1 are over spans and equal to `seqeval`'s: by default, where malformed spans count,
/// and `strict_…`, where they do not; BILOU and BMES are read as IOBES in other letters. The main
/// score is `f1`. Where they do not (parts of speech, digits) there is only the `accuracy` of the
/// tags, the main score, and their `macro_f1`.
public struct TaggingMetric: LabelMetric {
  private let table: TagTable?
  private let labels: Int
  private var tags: LabelCounts
  private var spanCounts: SpanCounts
  private var strictCounts: SpanCounts

  public init(_ vocabulary: LabelVocabulary) { self.init(labels: vocabulary.labels) }

  init(labels: [Label]) {
    let texts = labels.compactMap { if case .text(let text) = $0 { text } else { nil } }
    table = texts.count == labels.count ? TagTable(texts) : nil
    self.labels = labels.count
    tags = LabelCounts(labels: labels.count)
    spanCounts = SpanCounts(types: table?.types.count ?? 0)
    strictCounts = spanCounts
  }

  /// The name of the scheme that the tags follow, nil where they mark no spans.
  public var scheme: String? { table?.scheme.rawValue }

  public mutating func add(truth: [Int32], prediction: [Int32]) throws(MetricError) {
    try checkRows(truth, prediction, labels: labels)
    tags.add(truth, prediction)
    guard let table else { return }
    let rows = truth.indices.filter { truth[$0] >= 0 }
    func pick(_ tags: [Tag], _ ids: [Int32]) -> [Tag] { rows.map { tags[Int(ids[$0])] } }
    spanCounts.add(
      truth: spans(pick(table.tags, truth)), prediction: spans(pick(table.tags, prediction)))
    strictCounts.add(
      truth: strictSpans(pick(table.strictTags, truth), table.scheme),
      prediction: strictSpans(pick(table.strictTags, prediction), table.scheme))
  }

  public var scores: Scores {
    guard let table else {
      return Scores(
        main: "accuracy", ["accuracy": tags.accuracy, "macro_f1": tags.macroF1])
    }
    let rows = spanCounts.present(table.types)
    let types = rows.map(\.counts)
    let (micro, strict) = (types.total, strictCounts.ofType.total)
    return Scores(
      main: "f1",
      [
        "precision": micro.precision, "recall": micro.recall, "f1": micro.f1,
        "macro_precision": types.mean(\.precision), "macro_recall": types.mean(\.recall),
        "macro_f1": types.mean(\.f1),
        "weighted_precision": types.weightedMean(\.precision),
        "weighted_recall": types.weightedMean(\.recall),
        "weighted_f1": types.weightedMean(\.f1),
        "strict_precision": strict.precision, "strict_recall": strict.recall,
        "strict_f1": strict.f1,
        "accuracy": tags.accuracy,
      ], byType: rows)
  }

  /// The counts of each type's spans in strict reading.
  public var strictByType: [Scores.OfType] { strictCounts.present(table?.types ?? []) }
}
