import CProcessor

/// The numbers of one AdamW step.
public struct AdamWStep: Equatable, Sendable {
  public var learningRate: Float
  public var beta1: Float
  public var beta2: Float
  public var epsilon: Float
  public var decay: Float
  /// 1 - β₁ᵗ and 1 - β₂ᵗ, t counted from 1.
  public var biasCorrections: (first: Float, second: Float)
  /// What every gradient is multiplied with first: global clipping, or 1.
  public var clipFactor: Float

  public init(
    learningRate: Float, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8,
    decay: Float = 0, biasCorrections: (first: Float, second: Float), clipFactor: Float = 1
  ) {
    (self.learningRate, self.beta1, self.beta2) = (learningRate, beta1, beta2)
    (self.epsilon, self.decay) = (epsilon, decay)
    (self.biasCorrections, self.clipFactor) = (biasCorrections, clipFactor)
  }

  public static func == (a: AdamWStep, b: AdamWStep) -> Bool {
    (a.learningRate, a.beta1, a.beta2, a.epsilon, a.decay, a.clipFactor)
      == (b.learningRate, b.beta1, b.beta2, b.epsilon, b.decay, b.clipFactor)
      && a.biasCorrections == b.biasCorrections
  }
}

/// m = β₁ m + (1 - β₁) g; v = β₂ v + (1 - β₂) g²;
/// w = w - η λ w - η m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε), over the flat `range` of four equal arenas.
///
/// Loshchilov & Hutter 2017, https://arxiv.org/abs/1711.05101, algorithm 2, as `torch.optim.AdamW`
/// has it: the decay is decoupled. `narrowed` gets the new w in bfloat16, where there is such a copy.
public func adamW(
  values: Matrix, gradients: Matrix, first: Matrix, second: Matrix, narrowed: HalfMatrix? = nil,
  range: Range<Int>, _ step: AdamWStep
) {
  let span = Profile.begin("adamw", bytes: 28 * range.count)
  defer { span.end() }
  precondition(range.lowerBound >= 0 && range.upperBound <= min(values.count, gradients.count))
  precondition(range.upperBound <= min(first.count, second.count))
  precondition(range.upperBound <= narrowed?.count ?? .max)
  let (beta1, beta2, epsilon, clip) = (step.beta1, step.beta2, step.epsilon, step.clipFactor)
  let keep = 1 - step.learningRate * step.decay
  let rate = step.learningRate / step.biasCorrections.first
  let inverseRoot = 1 / step.biasCorrections.second.squareRoot()
  Parallel.slices(of: range.count, cost: 4) { part in
    let at = range.lowerBound + part.lowerBound
    let (w, g) = (values.base + at, gradients.base + at)
    let (m, v) = (first.base + at, second.base + at)
    for i in 0..<part.count {
      let gradient = clip * g[i]
      let newFirst = beta1 * m[i] + (1 - beta1) * gradient
      let newSecond = beta2 * v[i] + (1 - beta2) * gradient * gradient
      m[i] = newFirst
      v[i] = newSecond
      w[i] = keep * w[i] - rate * newFirst / (square_root(newSecond) * inverseRoot + epsilon)
    }
    if let narrowed { narrow(w, into: narrowed.base + at, part.count) }
  }
}
