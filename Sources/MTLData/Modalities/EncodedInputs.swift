/// Inputs as the encoder reads them: the pieces of their texts, and behind them the rows of other
/// modalities.
public struct EncodedInputs: Sendable {
  public let encodings: [Encoding]
  private let parts: [[ModalPart]]  // by row; none where no row has any

  /// Texts are cut to what the other modalities leave of `maximumLength`.
  ///
  /// Throws ``DataError``, naming `place` of a row, for modalities that do not have the form of the
  /// model's or leave no room for text, and what tokenizing throws.
  public init(
    _ inputs: [Input], _ tokenizer: Tokenizer, _ modalities: Modalities, maximumLength: Int,
    place: (Int) -> String
  ) throws {
    guard inputs.contains(where: { !$0.modalities.isEmpty }) else {
      encodings = try tokenizer.encode(inputs, maximumLength: maximumLength)
      parts = []
      return
    }
    var parts: [[ModalPart]] = []
    for (row, input) in inputs.enumerated() {
      let found = try modalities.parts(of: input, place: place(row))
      let needed = Tokenizer.specialTokens(pair: input.second != nil) + 1
      guard found.isEmpty || found.positions + needed <= maximumLength else {
        let fault = ModalFault.room(rows: found.positions, longest: maximumLength)
        throw DataError(place(row), .modal(fault))
      }
      parts.append(found)
    }
    var encodings = try tokenizer.encode(
      inputs, maximumLength: maximumLength, reserving: parts.map(\.positions))
    for row in encodings.indices where !parts[row].isEmpty {
      encodings[row].append(parts[row], of: modalities, separator: tokenizer.separator)
    }
    self.encodings = encodings
    self.parts = parts
  }

  /// What a row holds of other modalities, in the model's order.
  public func parts(ofRow row: Int) -> [ModalPart] { parts.isEmpty ? [] : parts[row] }
}
