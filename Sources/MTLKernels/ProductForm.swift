/// What a kernel does with what its output already holds.
public enum Write: Float, Sendable {
  case overwrite = 0
  case accumulate = 1
}

/// Which factor of a product is read transposed.
public enum Transposing: Sendable {
  case neither
  case left
  case right

  /// What a profile calls the product.
  var name: StaticString {
    switch self {
    case .neither: "product a b"
    case .left: "product aᵀ b"
    case .right: "product a bᵀ"
    }
  }
}
