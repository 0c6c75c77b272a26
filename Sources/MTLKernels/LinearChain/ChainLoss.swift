/// Σ over sequences of -log p(targets), from emissions x: [rows, tags] that lie end to end.
///
/// A row whose target is negative is unknown: the probability is that of all paths which agree with the
/// known rows (Tsuboi et al. 2008, https://aclanthology.org/C08-1113). A sequence that knows nothing
/// costs nothing. Within 1e-5 of the sum over all paths.
public func chainLoss(
  _ x: Matrix, _ targets: [Int32], lengths: [Int], _ scores: TransitionScores
) -> Double {
  let span = Profile.begin("crf loss", bytes: 4 * x.count)
  defer { span.end() }
  let sequences = ChainSequences(x, lengths, scores, targets)
  return ChainWeights.with(scores) { weights in
    targets.withUnsafeBufferPointer { targets in
      sequences.sum { part in
        ForwardBackward.with(weights, longest: sequences.longest) { chain in
          var total = 0.0
          sequences.forEach(part) { rows in
            let (chain, x) = (chain(rows.count), x[rows: rows])
            total += chain.forward(x, known: nil)
            total -= chain.forward(x, known: targets.baseAddress.map { $0 + rows.lowerBound })
          }
          return total
        }
      }
    }
  }
}

/// dx = scale (p(yₜ) - p(yₜ, where targets are known)), and the same of start, transitions and end,
/// which are added to `gradients`.
public func chainLossBackward(
  _ x: Matrix, _ targets: [Int32], lengths: [Int], _ scores: TransitionScores, scale: Float,
  into dx: Matrix, addingTo gradients: TransitionScores
) {
  let span = Profile.begin("crf loss backward", bytes: 8 * x.count)
  defer { span.end() }
  let sequences = ChainSequences(x, lengths, scores, targets)
  ChainWeights.with(scores) { weights in
    targets.withUnsafeBufferPointer { targets in
      sequences.addCounts(to: gradients, scale: Double(scale)) { part, counts in
        ForwardBackward.with(weights, longest: sequences.longest) { chain in
          sequences.forEach(part) { rows in
            let (chain, x, dx) = (chain(rows.count), x[rows: rows], dx[rows: rows])
            let tags = x.columns
            _ = chain.forward(x, known: nil)
            chain.backward(sign: 1, counts) { t, p in
              let row = dx.row(t)
              for j in 0..<tags { row[j] = scale * Float(p[j]) }
            }
            _ = chain.forward(x, known: targets.baseAddress.map { $0 + rows.lowerBound })
            chain.backward(sign: -1, counts) { t, p in
              let row = dx.row(t)
              for j in 0..<tags { row[j] -= scale * Float(p[j]) }
            }
          }
        }
      }
    }
  }
}

/// p[t, j] = p(yₜ = j), over all paths of the row's sequence.
public func chainMarginals(
  _ x: Matrix, lengths: [Int], _ scores: TransitionScores, into p: Matrix
) {
  let span = Profile.begin("crf marginals", bytes: 8 * x.count)
  defer { span.end() }
  let sequences = ChainSequences(x, lengths, scores)
  ChainWeights.with(scores) { weights in
    sequences.slices { part in
      ForwardBackward.with(weights, longest: sequences.longest) { chain in
        sequences.forEach(part) { rows in
          let (chain, p) = (chain(rows.count), p[rows: rows])
          _ = chain.forward(x[rows: rows], known: nil)
          chain.backward(sign: 1, nil) { t, marginals in
            let row = p.row(t)
            for j in 0..<p.columns { row[j] = Float(marginals[j]) }
          }
        }
      }
    }
  }
}
