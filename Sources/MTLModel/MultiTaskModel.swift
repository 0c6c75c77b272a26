import MTLKernels

/// One encoder and a head for each problem.
///
/// Whoever owns a model lets one thread at a time use it. Ids, types and positions lie within the
/// tables, head rows within the text, targets within the classes: the caller has checked them.
public final class MultiTaskModel: @unchecked Sendable {
  public let configuration: EncoderConfiguration
  public let store = ParameterStore()
  /// Where encoder and pooler lie in the flat arenas; the heads follow.
  public let encoderRange: Range<Int>
  /// The heads' problems, in the order of every list of batches, losses and outputs.
  public let problems: [String]
  let encoder: Encoder
  let pooler: Pooler?
  let heads: [any Head]
  let activations = ActivationMemory()

  /// Parameters are named as in Hugging Face's `BertModel`, and `heads.<head>.…`; all are zero.
  /// Throws where there is no memory for them.
  public init(_ configuration: EncoderConfiguration, heads plans: [HeadPlan]) throws(ArenaError) {
    self.configuration = configuration
    let (scope, hidden) = (Scope(store), configuration.hiddenSize)
    encoder = Encoder(scope, configuration)
    pooler = configuration.hasPooler ? Pooler(scope("pooler"), hidden: hidden) : nil
    encoderRange = 0..<store.capacity
    heads = MultiTaskModel.heads(plans, scope("heads"), configuration, encoder.embeddings)
    problems = plans.map(\.problem)
    try store.allocate()
  }

  /// Begins anew: weights from a truncated normal, biases 0, gains 1. A weight is a function of the
  /// key and its name alone.
  ///
  /// The encoder's deviation is its `initializerRange`; a head's is 1 / √inputs, so that its answers
  /// begin with the variance of the rows that it reads (LeCun et al. 1998, "Efficient BackProp",
  /// §4.6): on a narrow encoder BERT's 0.02 costs the heads their first epoch.
  public func initialize(_ key: RandomKey) { initialize(key) { _ in true } }

  /// Begins anew with the parameters that `chosen` names, such as a head that no checkpoint holds.
  public func initialize(_ key: RandomKey, where chosen: (Parameter) -> Bool) {
    for parameter in store.parameters where chosen(parameter) {
      let isEncoder = encoderRange.contains(parameter.range.lowerBound)
      let deviation = 1 / Float(parameter.shape.columns).squareRoot()
      parameter.initialize(key, deviation: isEncoder ? configuration.initializerRange : deviation)
    }
  }

  /// A head a plan; plans that name the same one share it.
  private static func heads(
    _ plans: [HeadPlan], _ scope: Scope, _ configuration: EncoderConfiguration,
    _ embeddings: Embeddings
  ) -> [any Head] {
    var made: [String: any Head] = [:]
    return plans.map { plan in
      if let head = made[plan.head] { return head }
      let head = plan.make(
        HeadContext(
          scope: scope(plan.head), configuration: configuration,
          hidden: configuration.hiddenSize, pooled: configuration.hiddenSize,
          embeddings: embeddings))
      made[plan.head] = head
      return head
    }
  }
}
