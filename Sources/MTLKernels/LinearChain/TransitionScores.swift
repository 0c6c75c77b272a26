/// What a linear-chain conditional random field adds to the emissions x: [rows, tags].
///
///     score(y) = start[y₁] + Σₜ x[t, yₜ] + Σₜ between[yₜ₋₁, yₜ] + end[yₙ]
///     p(y) = exp(score(y)) / Z,  Z = Σ over all paths
///
/// Lafferty, McCallum & Pereira 2001, https://repository.upenn.edu/cis_papers/159. The kernels work in
/// Double and bear scores that differ by up to 600.
public struct TransitionScores: Sendable {
  public let start: Matrix  // [1, tags]
  public let between: Matrix  // [tags, tags], from the row's tag to the column's
  public let end: Matrix  // [1, tags]

  public init(start: Matrix, between: Matrix, end: Matrix) {
    precondition(start.columns == end.columns && between.rows == between.columns)
    precondition(start.columns == between.columns, "a score a tag")
    (self.start, self.between, self.end) = (start, between, end)
  }

  public var tags: Int { between.columns }
}
