import MTLData

/// The rows of one group of the chain (or of some of its problems), encoded.
struct EncodedGroup {
  /// What messages call the data.
  let name: String
  /// The problems of the chain that it has targets of, in the order of its columns, as they are to
  /// be scored: perhaps with labels that training has not seen.
  let problems: [Problem]
  let features: GroupFeatures
  /// Rows that the maximal length cut.
  let truncated: Int
}
