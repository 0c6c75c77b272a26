import MTLKernels

extension Tokenizer {
  /// Encodes a text or a pair. `maximumLength` counts special tokens; what is over it goes, longest
  /// side first. Throws where it leaves no room: below 3, or 4 for a pair.
  public func encode(
    _ input: Input, maximumLength: Int? = nil
  ) throws(TokenizerError) -> Encoding {
    try check(input, row: 0, maximumLength)
    var encoder = InputEncoder(self)
    return encoder.encode(input, maximumLength: maximumLength)
  }

  /// Encodes many inputs, on every thread that ``Parallel`` has; same order, same results.
  ///
  /// `reserving` says how much of the maximal length each row keeps free for other modalities.
  public func encode(
    _ inputs: [Input], maximumLength: Int? = nil, reserving: [Int]? = nil
  ) throws(TokenizerError) -> [Encoding] {
    func room(_ row: Int) -> Int? { maximumLength.map { $0 - (reserving?[row] ?? 0) } }
    for (row, input) in inputs.enumerated() { try check(input, row: row, room(row)) }
    let tile = 64
    let tiles = (inputs.count + tile - 1) / tile
    return [Encoding](unsafeUninitializedCapacity: inputs.count) { encodings, count in
      guard let base = encodings.baseAddress else { return }
      Parallel.run(tiles) { index in
        var encoder = InputEncoder(self)
        for row in index * tile..<min((index + 1) * tile, inputs.count) {
          let encoding = encoder.encode(inputs[row], maximumLength: room(row))
          (base + row).initialize(to: encoding)
        }
      }
      count = inputs.count
    }
  }

  private func check(
    _ input: Input, row: Int, _ maximumLength: Int?
  ) throws(TokenizerError) {
    let needed = Tokenizer.specialTokens(pair: input.second != nil) + 1
    if let maximumLength, maximumLength < needed {
      throw .maximumLength(needed: needed, actual: maximumLength)
    }
    let bytes = max(input.first.longestText, input.second?.longestText ?? 0)
    guard bytes <= Int(Int32.max) else { throw .textLength(row: row, bytes: bytes) }
  }
}

extension Segment {
  /// The bytes of its longest text.
  fileprivate var longestText: Int {
    switch self {
    case .text(let text): text.utf8.count
    case .words(let words): words.reduce(0) { max($0, $1.utf8.count) }
    case .sentences(let sentences): sentences.reduce(0) { $0 + 1 + $1.longestText }
    }
  }
}
