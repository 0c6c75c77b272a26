import MTLCore
import MTLData

/// Looks at data as a model would read it.
struct DataInspection {
  /// Pieces in a row, special tokens included; longer rows are cut.
  let longest: Int

  /// What one file of one part holds.
  struct Found {
    let part: Part
    let name: String
    let problems: [String]
    let rows: Int
    /// Whether rows hold images or rows of numbers too, which its lengths do not count.
    let hasModalities: Bool
    /// Pieces of each row's text before anything is cut, ascending.
    let lengths: [Int]
    let longest: Int
    /// How often each problem's labels occur; of problems that have some.
    let labels: [String: [Label: Int]]
    /// Which numbers each problem's targets are; of problems that have some.
    let numbers: [String: NumberRange]

    var cutRows: Int { lengths.count { $0 > longest } }
    var cutPieces: Int { lengths.reduce(0) { $0 + max(0, $1 - longest) } }

    /// The length that so large a share of the rows does not exceed.
    func length(at share: Double) -> Int {
      guard !lengths.isEmpty else { return 0 }
      return lengths[Int((Double(lengths.count - 1) * share).rounded())]
    }
  }

  func inspect(_ data: Dataset, _ part: Part, _ tokenizer: Tokenizer) throws -> Found {
    let lengths = try tokenizer.encode(data.inputs, maximumLength: nil).map(\.count).sorted()
    return Found(
      part: part, name: data.name, problems: data.targets.keys.sorted(), rows: data.inputs.count,
      hasModalities: data.inputs.contains { !$0.modalities.isEmpty }, lengths: lengths,
      longest: longest,
      labels: data.targets.mapValues(DataInspection.count).filter { !$0.value.isEmpty },
      numbers: data.targets.compactMapValues { NumberRange($0) })
  }

  private static func count(_ targets: [Target]) -> [Label: Int] {
    var counts: [Label: Int] = [:]
    for target in targets {
      switch target {
      case .label(let label): counts[label, default: 0] += 1
      case .labels(let labels): for label in labels { counts[label, default: 0] += 1 }
      case .byModality(let parts):
        for label in parts.values.joined() { counts[label, default: 0] += 1 }
      case .number, .numbers, .text, .nothing: continue
      }
    }
    return counts
  }
}
