import MTLKernels

/// `count` numbers in -1 ..< 1, the same for the same seed.
public func deterministic(_ count: Int, seed: UInt64) -> [Float] {
  let key = RandomKey(seed: seed)
  return (0..<count).map { Float(key.uniform(at: $0) * 2 - 1) }
}
