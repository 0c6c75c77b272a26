/// How much is left of the deviation of a standard normal that is cut at ±2: √(1 - 4 φ(2) / (2 Φ(2) - 1)).
public let deviationOfTruncatedNormal: Float = 0.879_625_66

/// x = deviation · z, z standard normal within ±2, a pure function of the key and the index.
///
/// By inversion: uniform between Φ(-2) and Φ(2), then Acklam's rational approximation of Φ⁻¹, within
/// 1e-7 there.
public func truncatedNormal(_ key: RandomKey, deviation: Float, into x: Matrix) {
  let span = Profile.begin("truncated normal", bytes: 4 * x.count)
  defer { span.end() }
  precondition(x.isContiguous)
  let lowest = 0.022_750_131_948_179_2
  Parallel.slices(of: x.count, cost: 8) { part in
    for i in part {
      let u = lowest + (1 - 2 * lowest) * key.uniform(at: i)
      x.base[i] = deviation * Float(min(2, max(-2, normalQuantile(u))))
    }
  }
}

/// Φ⁻¹(p) for p in about 0.02 ... 0.98.
@inline(__always)
private func normalQuantile(_ p: Double) -> Double {
  let q = p - 0.5
  let r = q * q
  let over =
    ((((-39.696_830_286_653_76 * r + 220.946_098_424_520_5) * r - 275.928_510_446_968_7) * r
      + 138.357_751_867_269_0) * r - 30.664_798_066_147_16) * r + 2.506_628_277_459_239
  let under =
    ((((-54.476_098_798_224_06 * r + 161.585_836_858_040_9) * r - 155.698_979_859_886_6) * r
      + 66.801_311_887_719_72) * r - 13.280_681_552_885_72) * r + 1
  return over * q / under
}
