import MTLKernels

/// A sequence an instance: a transformer decoder that sees every row of the encoder.
///
/// Vaswani et al. 2017, https://arxiv.org/abs/1706.03762; learnt from the right sequences
/// (``TeacherForcing``), answered by search (``BeamSearch``).
public struct SequenceHead: Head {
  private let decoder: Decoder
  private let vocabulary: SequenceVocabulary
  private let search: BeamSearch
  private let smoothing: Float
  public let feeds = [HeadFeed.tokens]

  public struct Activations {
    let forced: Forced?
    /// Where answers are searched for.
    let workspace: Arena?
  }

  /// What the right sequences need; where there are none, nothing.
  struct Forced {
    let teacher: TeacherForcing
    let decoder: Decoder.Activations
    let logits: Matrix  // [tokens, outputs]; where nothing goes back, a slice of them
    let dHidden: Matrix  // [tokens, hidden]
  }

  public init(_ context: HeadContext, _ plan: SequencePlan) {
    var sizes = context.configuration
    (sizes.hiddenDropout, sizes.attentionDropout) = (plan.dropout, plan.dropout)
    decoder = Decoder(
      context.scope("decoder"), sizes, layers: plan.layers, memory: context.hidden,
      plan.vocabulary, words: plan.sharesEmbedding ? context.embeddings.words : nil)
    (vocabulary, search, smoothing) = (plan.vocabulary, plan.search, plan.labelSmoothing)
    if plan.beginsAsEncoder { decoder.beginAsEncoder(context.scope("decoder")) }
  }

  /// The known ids and the ends.
  public func valid(_ batch: HeadBatch) -> [Int] {
    guard let targets = batch.targets else { return [0] }
    let ends = batch.inputs[0].lengths.count { $0 > 0 }
    return [targets.ids.count { vocabulary.isKnown($0) } + ends]
  }

  public func activations(_ arena: Arena, _ batch: HeadBatch, answering: Bool) -> Activations {
    let memory = batch.inputs[0].lengths
    let forced = batch.targets.map { targets in
      let teacher = TeacherForcing(memory, targets, vocabulary)
      let tokens = teacher.rows.tokens
      return Forced(
        teacher: teacher,
        decoder: decoder.activations(arena, teacher.rows, forBackward: !answering),
        logits: arena.take(answering ? min(tokens, slice) : tokens, vocabulary.outputs),
        dHidden: arena.take(answering ? 0 : tokens, decoder.sizes.hiddenSize))
    }
    let floats = answering ? decoder.workspace(lengths: memory.filter { $0 > 0 }, search) : 0
    return Activations(forced: forced, workspace: answering ? arena.part(floats) : nil)
  }

  public func forward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations
  ) -> [Double] {
    guard let forced = kept.forced else { return [0] }
    decoder.forward(forced.teacher.rows, x[0], random, forced.decoder)
    var (loss, start) = (0.0, 0)
    while start < forced.teacher.rows.tokens {
      let rows = start..<min(start + forced.logits.rows, forced.teacher.rows.tokens)
      let logits = forced.logits[rows: 0..<rows.count]
      decoder.output.forward(forced.decoder.output[rows: rows], into: logits)
      loss += crossEntropy(logits, Array(forced.teacher.answers[rows]), smoothing: smoothing)
      start = rows.upperBound
    }
    return [loss]
  }

  /// Overwrites the probabilities with the gradient of the logits.
  public func backward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations,
    into dx: [Matrix]
  ) {
    zero(dx[0])
    guard let forced = kept.forced else { return }
    crossEntropyBackward(
      forced.logits, forced.teacher.answers, smoothing: smoothing, scale: batch.scales[0])
    decoder.output.backward(forced.logits, input: forced.decoder.output, into: forced.dHidden)
    decoder.backward(
      forced.dHidden, forced.teacher.rows, x[0], random, forced.decoder, addingTo: dx[0])
  }

  /// One value a sequence: log P over its length penalty.
  public func output(_ x: [Matrix], _ batch: HeadBatch, _ kept: Activations) -> HeadOutput {
    guard let workspace = kept.workspace else { preconditionFailure("cut for no answer") }
    let memory = batch.inputs[0].lengths
    let found = decoder.decode(x[0], lengths: memory.filter { $0 > 0 }, search, workspace)
    var (lengths, next) = ([Int](), 0)
    for rows in memory {
      lengths.append(rows > 0 ? found[next].ids.count : 0)
      next += rows > 0 ? 1 : 0
    }
    return HeadOutput(
      values: found.map { Float($0.score) }, columns: 1, ids: found.flatMap(\.ids),
      lengths: lengths, rowLengths: memory.map { min($0, 1) })
  }
}

/// Logits that are read once are made in slices of so many rows: 1,024 of 30,522 have 119 MiB.
private let slice = 1024

extension HeadPlan {
  /// A sequence an instance.
  public static func sequence(_ problem: String, _ plan: SequencePlan) -> HeadPlan {
    HeadPlan(problem: problem) { SequenceHead($0, plan) }
  }
}
