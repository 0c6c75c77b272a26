import MTLCore
import MTLData

/// The answers to each input as one JSON object: `{"intent": {"label": …, "probability": …}, …}`.
///
/// A tagger answers with `words`, `labels` and `probabilities`, one of each a word; the label of a
/// word that the maximal length cut off is null. docs/command_line.md has a line for each form.
struct AnswerLines {
  private let predictions: Predictions
  private let inputs: [Input]

  init(_ predictions: Predictions, _ inputs: [Input]) {
    (self.predictions, self.inputs) = (predictions, inputs)
  }

  func json(ofRow row: Int) -> JSONValue {
    var object = JSONObject()
    for answer in predictions.problems {
      object[answer.problem] = .object(members(answer, row))
    }
    return .object(object)
  }

  private func members(_ answer: Predictions.Answer, _ row: Int) -> JSONObject {
    let values = answer.values(ofInput: row)
    switch answer.form {
    case .label: return one(answer, row)
    case .tags: return many(answer, row)
    case .labelSet:
      let chosen = answer.answers(ofInput: row)
      let scores = answer.chosen(ofInput: row).map { values.indices.contains($0) ? values[$0] : 0 }
      return ["labels": .list(chosen.map(json)), "probabilities": .list(scores.map(json))]
    case .number: return ["value": values.first.map(json) ?? .null]
    case .vector:
      let vectors = rows(values, answer.columns)
      guard let vector = vectors.first, vectors.count == 1 else {
        return ["vectors": .list(vectors.map(JSONValue.list))]
      }
      return ["vector": .list(vector)]
    case .text:
      return ["text": .text(answer.text(ofInput: row)), "score": values.first.map(json) ?? .null]
    case .labelSequence:
      return [
        "labels": .list(answer.answers(ofInput: row).map(json)),
        "score": values.first.map(json) ?? .null,
      ]
    case .pieces:
      let pieces = answer.text(ofInput: row).split(separator: " ").map(String.init)
      return [
        "pieces": .list(rows(pieces, answer.columns, JSONValue.text).map(JSONValue.list)),
        "probabilities": .list(rows(values, answer.columns).map(JSONValue.list)),
      ]
    }
  }

  private func rows(_ values: [Float], _ columns: Int) -> [[JSONValue]] {
    rows(values, columns) { json($0) }
  }

  private func rows<Element>(
    _ elements: [Element], _ columns: Int, _ json: (Element) -> JSONValue
  ) -> [[JSONValue]] {
    stride(from: 0, to: elements.count, by: max(columns, 1)).map { start in
      elements[start..<min(start + max(columns, 1), elements.count)].map(json)
    }
  }

  private func one(_ answer: Predictions.Answer, _ row: Int) -> JSONObject {
    [
      "label": json(answer.answers(ofInput: row).first ?? nil),
      "probability": json(answer.scores(ofInput: row).first ?? 0),
    ]
  }

  private func many(_ answer: Predictions.Answer, _ row: Int) -> JSONObject {
    var object = JSONObject()
    for (name, count) in zip(answer.modalities, answer.modalRows(ofInput: row)) {
      object["\(name)_rows"] = .integer(count)
    }
    if answer.modalities.isEmpty {
      object["words"] = .list(words(answer, row).map(JSONValue.text))
    }
    object["labels"] = .list(answer.answers(ofInput: row).map(json))
    object["probabilities"] = .list(answer.scores(ofInput: row).map(json))
    return object
  }

  private func json(_ label: Label?) -> JSONValue { label.map(JSONValue.init) ?? .null }

  /// The shortest decimal that is this float.
  private func json(_ probability: Float) -> JSONValue {
    .number(Double("\(probability)") ?? Double(probability))
  }
}

extension AnswerLines {
  /// What each label of a tagger belongs to, the words of a pair's second side behind its first's.
  private func words(_ answer: Predictions.Answer, _ row: Int) -> [String] {
    let spans = predictions.offsets[answer.rowStarts[row]..<answer.rowStarts[row + 1]]
    let first = predictions.firstWords[row]
    return words(inputs[row].first, spans.prefix(first))
      + (inputs[row].second.map { words($0, spans.dropFirst(first)) } ?? [])
  }

  private func words(_ side: Segment, _ spans: ArraySlice<Range<Int32>>) -> [String] {
    switch side {
    case .words(let words): return words
    case .text(let text):
      let scalars = Array(text.unicodeScalars)
      return spans.map { span in
        var word = String.UnicodeScalarView()
        word.append(contentsOf: scalars[Int(span.lowerBound)..<Int(span.upperBound)])
        return String(word)
      }
    case .sentences: return []
    }
  }
}
