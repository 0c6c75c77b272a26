import MTLKernels

/// A tag a word, chosen together: dropout, a linear layer, and a linear-chain conditional random field.
///
/// Lafferty, McCallum & Pereira 2001; over encoders as Lample et al. 2016,
/// https://arxiv.org/abs/1603.01360, §2.2 have it. The loss of a sequence is -log p(its tags), and its mean
/// is over words, so that it stands beside a softmax tagger's. A word whose target is -1 may have any
/// tag. Answers are Viterbi's path and the marginal probability of every tag.
public struct CRFHead: Head {
  private let classifier: Linear
  private let transitions: Transitions
  private let dropout: Float
  public let feeds = [HeadFeed.tokens]

  public struct Activations {
    let x: Matrix  // [rows, width], after dropout
    let emissions: Matrix  // [rows, tags]
    let marginals: Matrix  // [rows, tags]; in training the gradient of the emissions
    let scores: TransitionScores
  }

  public init(_ context: HeadContext, tags: Int, dropout: Float, rules: TransitionRules? = nil) {
    classifier = Linear(
      context.scope("classifier"), input: context.width(of: .tokens), output: tags)
    transitions = Transitions(context.scope, tags: tags, rules: rules)
    self.dropout = dropout
  }

  public func activations(_ arena: Arena, _ batch: HeadBatch, answering: Bool) -> Activations {
    let (rows, tags) = (batch.inputs[0].rows.count, classifier.bias.shape.columns)
    return Activations(
      x: arena.take(rows, classifier.weight.shape.columns), emissions: arena.take(rows, tags),
      marginals: arena.take(rows, tags), scores: transitions.cut(arena))
  }

  public func forward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations
  ) -> [Double] {
    if let key = DropoutKey(random, rate: dropout) {
      MTLKernels.dropout(x[0], key, into: kept.x)
    } else {
      copy(x[0], into: kept.x)
    }
    classifier.forward(kept.x, into: kept.emissions)
    transitions.forward(into: kept.scores)
    guard let targets = batch.targets else { return [0] }
    return [
      chainLoss(kept.emissions, targets.ids, lengths: batch.inputs[0].lengths, kept.scores)
    ]
  }

  public func backward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations,
    into dx: [Matrix]
  ) {
    guard let targets = batch.targets else { return zero(dx[0]) }
    chainLossBackward(
      kept.emissions, targets.ids, lengths: batch.inputs[0].lengths, kept.scores,
      scale: batch.scales[0], into: kept.marginals, addingTo: transitions.gradients)
    classifier.backward(kept.marginals, input: kept.x, into: dx[0])
    if let key = DropoutKey(random, rate: dropout) { MTLKernels.dropout(dx[0], key) }
  }

  public func output(_ x: [Matrix], _ batch: HeadBatch, _ kept: Activations) -> HeadOutput {
    let lengths = batch.inputs[0].lengths
    chainMarginals(kept.emissions, lengths: lengths, kept.scores, into: kept.marginals)
    return HeadOutput(
      values: kept.marginals.values, columns: kept.marginals.columns,
      ids: viterbi(kept.emissions, lengths: lengths, kept.scores))
  }
}

extension HeadPlan {
  /// A class a word, those of a row chosen together.
  public static func chain(
    _ problem: String, tags: Int, dropout: Float = 0.1, rules: TransitionRules? = nil
  ) -> HeadPlan {
    HeadPlan(problem: problem) { CRFHead($0, tags: tags, dropout: dropout, rules: rules) }
  }
}
