#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The learning rate of each optimizer step: linear warm-up from 0, then a decay.
///
/// Devlin et al. 2018, §A.2 (linear); Loshchilov & Hutter 2016, https://arxiv.org/abs/1608.03983
/// (cosine).
public struct Schedule: Equatable, Sendable {
  public enum Decay: String, Codable, CaseIterable, Sendable {
    case linear, constant, cosine
  }

  let decay: Decay
  let peak: Double
  let warmup: Int
  let steps: Int

  /// The rate of step `step`, counted from 0; `steps` is the whole run's number of them.
  ///
  /// As `transformers` counts: the first step of a warm-up has rate 0, and a run without warm-up
  /// begins at the peak.
  public func rate(_ step: Int) -> Double {
    if step < warmup { return peak * Double(step) / Double(max(1, warmup)) }
    let progress = Double(step - warmup) / Double(max(1, steps - warmup))
    switch decay {
    case .constant: return peak
    case .linear: return peak * max(0, 1 - progress)
    case .cosine: return peak * max(0, 0.5 * (1 + cos(.pi * progress)))
    }
  }
}
