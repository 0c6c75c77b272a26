import MTLKernels

/// Documents as pairs of spans, each with whether its second span was drawn from another document.
public struct PretrainingRows: Sendable {
  private let problem: String
  private let tokenizer: Tokenizer
  private let cutting: PairCutting

  public init(problem: String, _ tokenizer: Tokenizer, _ cutting: PairCutting) {
    (self.problem, self.tokenizer, self.cutting) = (problem, tokenizer, cutting)
  }

  /// The inputs of the rows are the documents that they begin in.
  ///
  /// Throws for an input that is no document, for one without a sentence that has pieces, and for a
  /// single document, which no other can follow.
  public func make(_ dataset: Dataset, key: RandomKey) throws -> Dataset {
    let documents = try documents(dataset)
    guard documents.count > 1 else {
      throw DataError(dataset.name, .document(.alone(problem: problem)))
    }
    let pairs = cutting.pairs(of: documents, key: key)
    return Dataset(
      name: dataset.name, inputs: pairs.map { dataset.inputs[$0.first.document] },
      targets: [problem: pairs.map { .label(.boolean($0.isRandom)) }],
      encoded: pairs.map {
        EncodedRow(
          $0, of: documents, classifier: tokenizer.classifier, separator: tokenizer.separator)
      })
  }

  private func documents(_ dataset: Dataset) throws -> [Document] {
    var (sentences, counts) = ([Input](), [Int]())
    for (row, input) in dataset.inputs.enumerated() {
      guard case .sentences(let parts) = input.first, input.second == nil else {
        let got = input.second == nil ? "a text" : "a pair"
        throw DataError(
          dataset.place(ofRow: row), .document(.kind(problem: problem, got: got)))
      }
      sentences += parts.map { Input($0) }
      counts.append(parts.count)
    }
    let encodings = try tokenizer.encode(sentences)
    var (documents, start) = ([Document](), 0)
    for (row, count) in counts.enumerated() {
      var document = Document()
      for encoding in encodings[start..<start + count] { document.append(encoding) }
      guard document.sentences > 0 else {
        throw DataError(dataset.place(ofRow: row), .document(.empty(problem: problem)))
      }
      documents.append(document)
      start += count
    }
    return documents
  }
}
