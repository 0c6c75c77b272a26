import MTLKernels

/// One encoder, a trunk, and a head for each problem.
///
/// Whoever owns a model lets one thread at a time use it. Ids, types and positions lie within the
/// tables, head rows within the text, targets within the classes: the caller has checked them.
public final class MultiTaskModel: @unchecked Sendable {
  public let configuration: EncoderConfiguration
  public let store = ParameterStore()
  /// Where encoder and pooler lie in the flat arenas; modalities, heads and trunk follow.
  public let encoderRange: Range<Int>
  /// Where the projections of modalities lie.
  public let modalRange: Range<Int>
  /// The heads' problems, in the order of every list of batches, losses and outputs.
  public let problems: [String]
  let encoder: Encoder
  let pooler: Pooler?
  let heads: [any Head]
  /// By head, the way to each of its feeds.
  let paths: [[FeedPath]]
  /// The lowest part of the encoder that is not frozen: 0 the embeddings, i layer i.
  var lowestTrained: Int? = 0
  /// Whether a step keeps nothing but the inputs of the encoder's layers, and computes the rest again
  /// when it goes back: less memory and the same bits for a third more time.
  public var recomputes = false
  let activations = ActivationMemory()
  /// In which format the encoder's layers multiply.
  public private(set) var precision = Precision.float32

  /// Parameters are named as in Hugging Face's `BertModel`, `modalities.<name>.…`, `heads.<head>.…` and
  /// `trunk.…`; all are zero. Throws where there is no memory for them.
  public init(
    _ configuration: EncoderConfiguration, heads plans: [HeadPlan], trunk: TrunkPlan = .plain,
    modalities: ModalPlan = .none
  ) throws(ArenaError) {
    self.configuration = configuration
    let (scope, hidden) = (Scope(store), configuration.hiddenSize)
    var encoder = Encoder(scope, configuration)
    pooler = configuration.hasPooler ? Pooler(scope("pooler"), hidden: hidden) : nil
    encoderRange = 0..<store.capacity
    if modalities != .none {
      encoder.embeddings.modal = ModalEmbeddings(scope("modalities"), modalities, hidden: hidden)
    }
    self.encoder = encoder
    modalRange = encoderRange.upperBound..<store.capacity
    let making = HeadMaking(
      plans, scope, configuration, embeddings: encoder.embeddings, pooler: pooler, trunk)
    (heads, paths) = (making.heads, making.paths)
    problems = plans.map(\.problem)
    try store.allocate()
  }

  /// Begins anew: weights from a truncated normal, biases 0, gains 1. A weight is a function of the
  /// key and its name alone.
  ///
  /// The encoder's deviation is its `initializerRange`, before the cut as BERT has it; a head's is
  /// 1 / √inputs after it, so that its answers begin with the variance of the rows that it reads
  /// (LeCun et al. 1998, "Efficient BackProp", §4.6): on a narrow encoder BERT's 0.02 costs the heads
  /// their first epoch. A modality's is `initializerRange` / √inputs: a row of numbers of variance 1
  /// begins as wide as a word, and the positions are still seen beside it; the table of modalities'
  /// types begins as other tables do.
  public func initialize(_ key: RandomKey) { initialize(key) { _ in true } }

  /// Begins anew with the parameters that `chosen` names, such as a head that no checkpoint holds.
  public func initialize(_ key: RandomKey, where chosen: (Parameter) -> Bool) {
    for parameter in store.parameters where chosen(parameter) {
      parameter.initialize(key, deviation: deviation(of: parameter))
    }
  }

  /// Has the parameters that `chosen` names, and that begin as others of this model, take the values
  /// that those have now: once the encoder is read.
  public func inherit(where chosen: (Parameter) -> Bool) {
    for parameter in store.parameters where chosen(parameter) {
      if let origin = store.origin(of: parameter) { copy(origin.value, into: parameter.value) }
    }
  }

  /// Has the encoder's layers multiply in this format, with the weights that they have now: whoever
  /// changes weights otherwise than by steps of an optimizer that narrows them says it again.
  public func multiply(in precision: Precision) throws(ArenaError) {
    try store.narrow(encoder.layerRange, to: precision)
    self.precision = precision
  }

  /// Whether a problem's head, by its place in `problems`, has such a feed.
  public func reads(_ feed: HeadFeed, head: Int) -> Bool { heads[head].feeds.contains(feed) }

  private func deviation(of parameter: Parameter) -> Float {
    let (place, range) = (parameter.range.lowerBound, configuration.initializerRange)
    if encoderRange.contains(place) { return range }
    let overInputs = 1 / Float(parameter.shape.columns).squareRoot()
    return modalRange.contains(place)
      ? range * overInputs : overInputs / deviationOfTruncatedNormal
  }
}
