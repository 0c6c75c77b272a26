import MTLKernels

extension Encoder {
  /// What forward leaves for heads and for backward. What nobody reads again is shared: two matrices
  /// serve all such levels in turn, and the insides of one layer all layers without a gradient, or all
  /// layers where they are computed again.
  public struct Activations {
    let use: EncoderUse
    let embeddings: Embeddings.Activations
    /// features[i] is layer i + 1's input, features[use.top] the highest output: [tokens, hidden], or
    /// [rows, hidden] where only some rows of it are computed.
    let features: [Features]
    let layers: [EncoderLayer.Activations]
    /// The highest layer, where only some rows of its output are computed.
    let topRows: TopRows?
    /// The gradients of the levels that heads read and below which something is trained, which the
    /// heads add to: as many rows as the level.
    let levelGradients: [Matrix?]
    let gradients: EncoderLayer.Gradients?

    init(_ arena: Arena, _ text: TextRows, _ sizes: EncoderConfiguration, _ use: EncoderUse) {
      let (packing, width) = (text.packing, sizes.hiddenSize)
      let (spans, precision) = (packing.spans, use.precision)
      self.use = use
      embeddings = .init(arena, text, hidden: width)
      topRows = use.topRows.map { TopRows(arena, $0, packing.lengths, sizes, use) }
      let levels = Array(0...use.top)
      func rows(_ level: Int) -> Int {
        level == use.top ? use.topRows?.count ?? packing.tokens : packing.tokens
      }
      let shared = levels.filter { !use.keeps($0) }.prefix(2).map {
        Features(arena, rows($0), width, precision)
      }
      self.features = levels.map {
        use.keeps($0)
          ? Features(arena, rows($0), width, precision) : shared[$0 % shared.count]
      }
      let whole = levels.dropFirst().prefix(use.topWhole)
      let isTrained = whole.contains(where: use.trains)
      func insides(forBackward: Bool) -> EncoderLayer.Activations {
        .init(arena, spans, sizes, precision, forBackward: forBackward)
      }
      let one =
        use.recomputes || !whole.allSatisfy(use.trains)
        ? insides(forBackward: use.recomputes && isTrained) : nil
      layers = whole.map { level in
        guard use.recomputes || !use.trains(level), let one else {
          return insides(forBackward: true)
        }
        return one
      }
      levelGradients = levels.map {
        use.read.contains($0) && use.trains($0) ? arena.take(rows($0), width) : nil
      }
      gradients = isTrained ? .init(arena, spans, sizes, precision) : nil
    }

    /// The levels' rows in float32, as heads read them.
    var hidden: [Matrix] { features.map(\.rows) }
    /// The output of the highest level that is computed.  [tokens, hidden]
    var output: Matrix { features[use.top].rows }
  }
}
