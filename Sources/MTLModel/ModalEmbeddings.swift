import MTLKernels

/// x += projection(row) where a row has no word, and x += modal type in every row where that is asked.
///
/// For the patches of an image this is the embedding of Dosovitskiy et al. 2021,
/// https://arxiv.org/abs/2010.11929, equation 1; positions are those of the sequence.
public struct ModalEmbeddings {
  let projections: [Linear]
  let types: Parameter?  // [modal types, hidden]

  /// What forward leaves for backward, a matrix a modality.
  public struct Activations {
    let inputs: [Matrix]  // [modal rows, columns]
    let rows: [Matrix]  // [modal rows, hidden], projected; in backward their gradient

    init(_ arena: Arena, _ text: TextRows, hidden: Int) {
      inputs = text.modal.map { arena.take($0.rows.count, $0.columns) }
      rows = text.modal.map { arena.take($0.rows.count, hidden) }
    }
  }

  init(_ scope: Scope, _ plan: ModalPlan, hidden: Int) {
    projections = plan.projections.map {
      Linear(scope($0.name)("projection"), input: $0.columns, output: hidden)
    }
    types =
      plan.types > 0
      ? scope("modal_type_embeddings").parameter(
        "weight", plan.types, hidden, spread: Float(hidden).squareRoot()) : nil
  }

  /// x: [tokens, hidden].
  func forward(_ text: TextRows, _ kept: Activations, addingTo x: Matrix) {
    if let types { gather(types.value, text.modalTypes, into: x, .accumulate) }
    for (i, modal) in text.modal.enumerated() where !modal.rows.isEmpty {
      switch modal.values {
      case .numbers(let values, _): copy(from: values, into: kept.inputs[i])
      case .pixels(let pixels, let size, let patch):
        cutPatches(of: pixels, size: size, patch: patch, into: kept.inputs[i])
      }
      projections[i].forward(kept.inputs[i], into: kept.rows[i])
      scatter(kept.rows[i], modal.rows, addingTo: x)
    }
  }

  /// dx: [tokens, hidden]. Adds to the gradients of the projections and the types.
  func backward(_ dx: Matrix, _ text: TextRows, _ kept: Activations) {
    if let types { scatter(dx, text.modalTypes, addingTo: types.gradient) }
    for (i, modal) in text.modal.enumerated() where !modal.rows.isEmpty {
      gather(dx, modal.rows, into: kept.rows[i])
      projections[i].backward(kept.rows[i], input: kept.inputs[i])
    }
  }
}
