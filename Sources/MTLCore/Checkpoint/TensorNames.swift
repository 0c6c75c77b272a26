/// The names under which checkpoints of BERT have been published, and the one that our parameters
/// have: that of Hugging Face's `BertModel`.
enum TensorNames {
  /// The parameter that a tensor of this name fills.
  ///
  ///     bert.embeddings.LayerNorm.gamma → embeddings.LayerNorm.weight
  static func canonical(_ name: String) -> String {
    var name = Substring(name)
    if name.hasPrefix("bert.") { name = name.dropFirst("bert.".count) }
    for (old, new) in [("gamma", "weight"), ("beta", "bias")]
    where name.hasSuffix("LayerNorm." + old) {
      return name.dropLast(old.count) + new
    }
    return String(name)
  }

  /// Whether a tensor is a table that older versions of transformers saved and nobody reads.
  static func isBuffer(_ canonical: String) -> Bool {
    canonical == "embeddings.position_ids" || canonical == "embeddings.token_type_ids"
  }

  /// Whether it belongs to the pooler, which checkpoints of masked language models do not have.
  static func isPooler(_ canonical: String) -> Bool { canonical.hasPrefix("pooler.") }

  /// A head's parameter is `heads.<problem>.…` in the store and `<problem>.…` in its own file; the
  /// trunk's `trunk.<feed>.…` and `<feed>.…`; a modality's `modalities.<name>.…` and `<name>.…`.
  static func inHeadFile(_ parameter: String) -> String {
    for prefix in ["heads.", "trunk.", "modalities."] where parameter.hasPrefix(prefix) {
      return String(parameter.dropFirst(prefix.count))
    }
    return parameter
  }
}
