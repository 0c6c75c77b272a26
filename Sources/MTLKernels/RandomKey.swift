/// Randomness as a pure function of where it is asked: no state, so a resumed run continues bit for
/// bit and the order in which threads ask does not matter.
///
/// `key(step)(layer)` names a place; ``bits(at:)`` answers there. The mixing is SplitMix64's
/// (Steele, Lea & Flood 2014, https://doi.org/10.1145/2660193.2660195).
@frozen
public struct RandomKey: Equatable, Sendable {
  public let state: UInt64

  @inlinable public init(seed: UInt64) { state = RandomKey.mix(seed &+ 0x9E37_79B9_7F4A_7C15) }
  @inlinable init(state: UInt64) { self.state = state }

  /// The key of a place below this one.
  @inlinable
  public func callAsFunction(_ place: Int) -> RandomKey {
    RandomKey(state: RandomKey.mix(state ^ RandomKey.mix(UInt64(bitPattern: Int64(place)) &+ 1)))
  }

  @inlinable
  public func bits(at index: Int) -> UInt64 {
    RandomKey.mix(
      state &+ UInt64(truncatingIfNeeded: index) &* 0x9E37_79B9_7F4A_7C15 &+ 0x632B_E59B_D9B4_E019)
  }

  /// Uniform in [0, 1), 53 bits.
  @inlinable
  public func uniform(at index: Int) -> Double { Double(bits(at: index) >> 11) * 0x1p-53 }

  /// Uniform in 0 ..< bound; the bias is below bound / 2⁶⁴.
  @inlinable
  public func integer(below bound: Int, at index: Int) -> Int {
    Int(bits(at: index).multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// 0 ..< count in an order of this key's own (Fisher & Yates).
  public func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for i in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(i, integer(below: i + 1, at: i))
    }
    return order
  }

  @usableFromInline
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
