import MTLKernels

/// Experts that all heads share, and for each head a gate that weighs them.
///
///     f(x) = Σᵢ gᵢ(x) relu(Wᵢ x + bᵢ),   g(x) = softmax(W_g x)
///
/// Ma et al. 2018, https://doi.org/10.1145/3219819.3220007, §4.2, eq. 6-7: the experts are layers
/// with ReLU, the gates linear without bias, and what leaves is as wide as an expert: a head is the
/// paper's tower, which reads the mixture itself. Pooled rows and tokens have experts of their own.
///
/// A ReLU halves the second moment of what it is given (He et al. 2015,
/// https://arxiv.org/abs/1502.01852, §2.2), and the mean of n independent experts divides it by n.
/// The weights begin √(2n) times as wide as a head's, so that heads read rows as large as without.
public struct MixtureOfExperts: Trunk {
  private let experts: [HeadFeed: Linear]  // all of a feed side by side: [experts * units, hidden]
  private let count: Int
  private let units: Int

  public init(_ scope: Scope, hidden: Int, feeds: [HeadFeed], experts count: Int, units: Int) {
    var experts: [HeadFeed: Linear] = [:]
    for feed in feeds where experts[feed] == nil {
      experts[feed] = Linear(
        scope(feed.name)("experts"), input: hidden, output: count * units,
        spread: Float(2 * count).squareRoot())
    }
    (self.experts, self.count, self.units) = (experts, count, units)
  }

  public func branch(_ scope: Scope, _ feed: HeadFeed) -> (any RowStage)? {
    experts[feed].map { Gated(scope, experts: $0, count: count, units: units) }
  }

  /// One head's gate, and the experts that it weighs.
  public struct Gated: RowStage {
    private let experts: Linear
    private let gate: Parameter  // [experts, hidden]
    public let width: Int
    public var isTrained: Bool { true }

    public struct Activations {
      let experts: Matrix  // [rows, experts * units], after the ReLU
      let shares: Matrix  // [rows, experts]
      let dExperts: Matrix  // [rows, experts * units]
      let dShares: Matrix  // [rows, experts]
    }

    init(_ scope: Scope, experts: Linear, count: Int, units: Int) {
      self.experts = experts
      gate = scope("gate").parameter("weight", count, experts.weight.shape.columns)
      width = units
    }

    public func activations(_ arena: Arena, rows: Int) -> Activations {
      let (all, count) = (experts.weight.shape.rows, gate.shape.rows)
      return Activations(
        experts: arena.take(rows, all), shares: arena.take(rows, count),
        dExperts: arena.take(rows, all), dShares: arena.take(rows, count))
    }

    public func forward(_ x: Matrix, _ kept: Activations, into y: Matrix) {
      experts.forward(x, into: kept.experts)
      relu(.float32(kept.experts), into: .float32(kept.experts))
      multiply(x, gate.value, transposing: .right, into: kept.shares)
      softmax(kept.shares, scale: 1)
      blend(kept.experts, shares: kept.shares, into: y)
    }

    public func backward(
      _ dy: Matrix, input x: Matrix, output y: Matrix, _ kept: Activations, into dx: Matrix
    ) {
      blendBackward(
        dy, kept.experts, shares: kept.shares, dShares: kept.dShares, into: kept.dExperts)
      softmaxBackward(kept.dShares, probabilities: kept.shares, scale: 1)
      multiply(kept.dShares, x, transposing: .left, into: gate.gradient, .accumulate)
      multiply(kept.dShares, gate.value, into: dx)
      // The output of a ReLU is above zero where its input is.
      reluBackward(.float32(kept.dExperts), input: .float32(kept.experts))
      experts.backward(kept.dExperts, input: x, into: dx, .accumulate)
    }
  }
}

extension HeadFeed {
  /// As parameters name it.
  var name: String {
    switch self {
    case .pooled: "pooled"
    case .tokens: "tokens"
    }
  }
}

extension TrunkPlan {
  public static func mixtureOfExperts(_ experts: Int, units: Int) -> TrunkPlan {
    TrunkPlan(
      width: { _ in units },
      make: { scope, hidden, feeds in
        MixtureOfExperts(scope, hidden: hidden, feeds: feeds, experts: experts, units: units)
      })
  }
}
