import MTLData
import MTLModel

/// What users may say of a problem whose head is a decoder; the names are the original's.
public struct DecoderOptions: Decodable, Sendable {
  public var headDropout: Double?
  public var labelSmoothing: Double?
  public var layers: Int?
  public var beamSize: Int?
  /// The exponent of the length penalty.
  public var alpha: Double?
  public var maximumLength: Int?
  public var beginsAsEncoder: Bool?
  /// Of texts alone.
  public var sharesEmbedding: Bool?
  /// Of texts alone.
  public var units: TextUnits?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case headDropout = "head_dropout"
    case labelSmoothing = "label_smoothing"
    case layers = "decoder_num_hidden_layers"
    case beamSize = "beam_size"
    case alpha = "beam_search_alpha"
    case maximumLength = "decode_max_seq_len"
    case beginsAsEncoder = "init_decoder_from_encoder"
    case sharesEmbedding = "share_embedding"
    case units = "target_units"

    /// Those that a decoder of labels has no use for.
    static let ofTexts: [CodingKeys] = [.sharesEmbedding, .units]
  }

  /// Refuses what means nothing whatever the model.
  func check(path: String) throws(ConfigurationError) {
    for (key, value) in [("head_dropout", headDropout), ("label_smoothing", labelSmoothing)] {
      guard let value, !(0...0.999 ~= value) else { continue }
      throw .range(
        path: "\(path).\(key)", expected: "a number from 0 to below 1", actual: "\(value)")
    }
    for (key, value, most) in [
      ("decoder_num_hidden_layers", layers, 100), ("beam_size", beamSize, 1000),
    ] {
      guard let value, !(1...most ~= value) else { continue }
      throw .range(
        path: "\(path).\(key)", expected: "a number from 1 to \(most)", actual: "\(value)")
    }
    if let alpha, !(0...10 ~= alpha) {
      throw .range(
        path: "\(path).beam_search_alpha", expected: "a number from 0 to 10", actual: "\(alpha)")
    }
    if sharesEmbedding == true, let units, units != .pieces {
      throw .range(
        path: "\(path).share_embedding",
        expected: "false where target_units is '\(units.rawValue)'", actual: "true")
    }
  }

  /// Refuses what an encoder of these sizes cannot have.
  func check(_ sizes: EncoderConfiguration, path: String) throws(ConfigurationError) {
    if let maximumLength, !(1...sizes.maximumPositions ~= maximumLength) {
      throw .range(
        path: "\(path).decode_max_seq_len",
        expected: "a number from 1 to \(sizes.maximumPositions), the encoder's positions",
        actual: "\(maximumLength)")
    }
    if beginsAsEncoder == true, decoderLayers > sizes.layers {
      throw .range(
        path: "\(path).decoder_num_hidden_layers",
        expected: "at most \(sizes.layers), the encoder's, with init_decoder_from_encoder",
        actual: "\(decoderLayers)")
    }
  }

  var decoderLayers: Int { layers ?? 3 }

  func plan(
    _ vocabulary: SequenceVocabulary, sharesEmbedding: Bool, _ settings: HeadSettings
  ) -> SequencePlan {
    let positions = settings.setting.encoder.maximumPositions
    return SequencePlan(
      vocabulary, layers: decoderLayers,
      BeamSearch(
        width: beamSize ?? 10, alpha: alpha ?? 0.6,
        maximumLength: maximumLength ?? min(90, positions), begin: vocabulary.begin,
        end: vocabulary.end),
      sharesEmbedding: sharesEmbedding, beginsAsEncoder: beginsAsEncoder ?? false,
      dropout: headDropout.map { Float($0) } ?? settings.dropout,
      labelSmoothing: labelSmoothing.map { Float($0) } ?? settings.labelSmoothing)
  }
}
