/// Why a way of sampling or batching was refused.
public enum SamplingError: Error, Equatable, CustomStringConvertible {
  case strategy(String, known: [String])
  case temperature(Double)
  case weight(group: String, Double)
  case weightsAreZero
  case unknownGroup(String, known: [String])
  case missingWeight(group: String)
  case noGroups
  case noRows(group: String)
  case size(option: String, Int)
  case boundaries([Int])
  case bucketSizes(boundaries: Int, sizes: Int)

  public var description: String {
    switch self {
    case .strategy(let name, let known):
      "sampling: expected a known strategy, got '\(shortened(name))'"
        + suggestion(for: name, among: known)
    case .temperature(let value):
      "sampling temperature: expected a finite number above 0, got \(value)"
    case .weight(let group, let value):
      "sampling weight of '\(group)': expected a finite number of at least 0, got \(value)"
    case .weightsAreZero:
      "sampling weights: expected one above 0, got only zeros"
    case .unknownGroup(let group, let known):
      "sampling weights: expected a group of the chain, got '\(shortened(group))'"
        + suggestion(for: group, among: known)
    case .missingWeight(let group):
      "sampling weights: expected a weight for '\(group)', got none"
    case .noGroups: "sampling: expected at least one group, got none"
    case .noRows(let group): "group '\(group)': expected at least one row, got none"
    case .size(let option, let value):
      "\(option): expected 1 to \(BatchPolicy.largest), got \(value)"
    case .boundaries(let values):
      "bucket_boundaries: expected increasing lengths above 0, got \(values)"
    case .bucketSizes(let boundaries, let sizes):
      "bucket_batch_sizes: expected \(boundaries + 1) sizes for \(boundaries) boundaries, "
        + "got \(sizes)"
    }
  }
}
