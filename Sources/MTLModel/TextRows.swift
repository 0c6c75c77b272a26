/// The tokens of a batch, end to end, and the rows of other modalities among them.
public struct TextRows: Equatable, Sendable {
  public let ids: [Int32]  // [tokens]; negative for a row of another modality than text
  public let types: [Int32]  // [tokens], the segment of each
  public let positions: [Int32]  // [tokens], counted from 0 in each sequence
  public let packing: Packing
  /// What the model's modalities put in place of words, one for each of them; none for text alone.
  public let modal: [ModalRows]
  public let modalTypes: [Int32]  // [tokens], which modality each is of; none where it is not asked

  public init(
    ids: [Int32], types: [Int32], lengths: [Int], modal: [ModalRows] = [],
    modalTypes: [Int32] = []
  ) {
    packing = Packing(lengths: lengths)
    precondition(ids.count == packing.tokens && types.count == packing.tokens)
    self.ids = ids
    self.types = types
    self.modal = modal
    self.modalTypes = modalTypes
    positions = lengths.flatMap { 0..<Int32($0) }
  }
}
