import MTLKernels

extension Encoder {
  /// What forward leaves for heads and for backward. What nobody reads again is shared: two matrices
  /// serve all such levels in turn, and the insides of one layer all layers without a gradient.
  public struct Activations {
    let use: EncoderUse
    let embeddings: Embeddings.Activations
    /// features[i] is layer i + 1's input, features[use.top] the highest output: [tokens, hidden].
    let features: [Features]
    let layers: [EncoderLayer.Activations]
    let scratch: EncoderLayer.Scratch
    /// The gradients of the levels that heads read and below which something is trained, which the
    /// heads add to: [tokens, hidden].
    let levelGradients: [Matrix?]
    let gradients: EncoderLayer.Gradients?

    init(_ arena: Arena, _ text: TextRows, _ sizes: EncoderConfiguration, _ use: EncoderUse) {
      let (packing, width) = (text.packing, sizes.hiddenSize)
      let tokens = packing.tokens
      self.use = use
      embeddings = .init(arena, text, hidden: width)
      scratch = .init(arena, packing, sizes)
      let levels = Array(0...use.top)
      func features() -> Features { Features(arena, tokens, width, use.precision) }
      let shared = levels.filter { !use.keeps($0) }.prefix(2).map { _ in features() }
      self.features = levels.map { use.keeps($0) ? features() : shared[$0 % shared.count] }
      let hasShared = levels.dropFirst().contains { !use.trains($0) }
      let one = hasShared ? EncoderLayer.Activations(arena, packing, sizes, use.precision) : nil
      layers = levels.dropFirst().map { level in
        guard !use.trains(level), let one else {
          return .init(arena, packing, sizes, use.precision)
        }
        return one
      }
      levelGradients = levels.map {
        use.read.contains($0) && use.trains($0) ? arena.take(tokens, width) : nil
      }
      gradients = use.trains(use.top) ? .init(arena, packing, sizes, use.precision) : nil
    }

    /// The levels' rows in float32, as heads read them.
    var hidden: [Matrix] { features.map(\.rows) }
    /// The output of the highest level that is computed.  [tokens, hidden]
    var output: Matrix { features[use.top].rows }
  }
}
