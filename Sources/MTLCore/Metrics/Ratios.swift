/// True positives of one type beside what was predicted and what is so.
public struct HitCounts: Equatable, Sendable {
  public var hits = 0
  public var predicted = 0
  public var actual = 0

  /// hits / predicted, 0 where nothing was predicted.
  public var precision: Double { ratio(hits, predicted) }
  /// hits / actual, 0 where there is nothing to find.
  public var recall: Double { ratio(hits, actual) }
  /// 2 p r / (p + r), 0 where both are.
  public var f1: Double { ratio(2 * hits, predicted + actual) }

  static func + (a: HitCounts, b: HitCounts) -> HitCounts {
    HitCounts(
      hits: a.hits + b.hits, predicted: a.predicted + b.predicted, actual: a.actual + b.actual)
  }
}

func ratio(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }

extension [HitCounts] {
  /// All types counted as one.
  var total: HitCounts { reduce(HitCounts(), +) }

  /// Σ value / n, each type alike; 0 without types.
  func mean(_ value: (HitCounts) -> Double) -> Double {
    isEmpty ? 0 : reduce(0) { $0 + value($1) } / Double(count)
  }

  /// Σ actual · value / Σ actual; 0 where nothing is to be found.
  func weightedMean(_ value: (HitCounts) -> Double) -> Double {
    let weight = reduce(0) { $0 + $1.actual }
    return weight == 0 ? 0 : reduce(0) { $0 + Double($1.actual) * value($1) } / Double(weight)
  }
}
