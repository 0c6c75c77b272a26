/// Rows of one problem or one `&` group: inputs, and a target a row for each problem.
public struct Dataset: Equatable, Sendable {
  /// What messages call it: `train`, or the path it was read from.
  public let name: String
  public let inputs: [Input]
  public let targets: [String: [Target]]
  /// The line each row began on, where the rows come from a file.
  public let lines: [Int]?
  /// The rows as pieces, where a type of problem has made them itself of other inputs.
  public let encoded: [EncodedRow]?

  public init(
    name: String, inputs: [Input], targets: [String: [Target]], lines: [Int]? = nil,
    encoded: [EncodedRow]? = nil
  ) {
    self.name = name
    self.inputs = inputs
    self.targets = targets
    self.lines = lines
    self.encoded = encoded
  }

  /// Where a row is, for messages: `train.jsonl line 7`, or `train row 6` counted from 0.
  public func place(ofRow row: Int) -> String {
    guard let lines, lines.indices.contains(row) else { return "\(name) row \(row)" }
    return "\(name) line \(lines[row])"
  }
}
