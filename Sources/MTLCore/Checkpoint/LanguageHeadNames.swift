/// The tensors of a language model's head, as Hugging Face's `BertForPreTraining` names them.
///
///     heads.lm.predictions.transform.dense.weight ↔ cls.predictions.transform.dense.weight
enum LanguageHeadNames {
  /// The two parts of such a head.
  static let modules = ["predictions.", "seq_relationship."]

  /// `predictions.bias` of `heads.lm.predictions.bias`; nil for what is no part of such a head.
  static func part(_ parameter: String) -> String? {
    let parts = parameter.split(separator: ".", maxSplits: 2)
    guard parts.count == 3, parts[0] == "heads" else { return nil }
    return modules.contains { parts[2].hasPrefix($0) } ? String(parts[2]) : nil
  }

  /// The tensor that fills it, the first that a checkpoint has. A decoder without a bias of its own has
  /// that of the head, and one without a table that of the word embeddings.
  static func tensors(for part: String) -> [String] {
    switch part {
    case "predictions.bias": ["cls.predictions.decoder.bias", "cls.predictions.bias"]
    case "predictions.decoder.weight":
      ["cls.predictions.decoder.weight", "embeddings.word_embeddings.weight"]
    default: ["cls." + part]
    }
  }
}
