extension Decoder {
  /// Has every parameter that the encoder has too begin as the encoder's stands: the layers as its
  /// last ones, of which there are as many, the embeddings where their sizes agree. The attention to
  /// the encoder has no such origin.
  ///
  /// Rothe, Narayan & Severyn 2020, https://arxiv.org/abs/1907.12461, §3.
  func beginAsEncoder(_ scope: Scope) {
    let layer = "encoder.layer."
    let shift = sizes.layers - layers.count
    for parameter in scope.store.parameters where parameter.name.hasPrefix(scope.prefix) {
      var name = String(parameter.name.dropFirst(scope.prefix.count))
      if name.hasPrefix(layer) {
        let rest = name.dropFirst(layer.count)
        let number = rest.prefix { $0 != "." }
        guard let place = Int(number) else { continue }
        name = "\(layer)\(place + shift)\(rest.dropFirst(number.count))"
      }
      scope.store.begin(parameter, as: name)
    }
  }
}
