import MTLData

/// The rows of one group of the chain (or of some of its problems), encoded.
struct EncodedGroup {
  /// What messages call the data.
  let name: String
  let problems: [LabelledProblem]
  let features: GroupFeatures
  /// Rows that the maximal length cut.
  let truncated: Int
}
