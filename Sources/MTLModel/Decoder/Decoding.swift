import MTLKernels

extension Decoder {
  /// The best sequence of each instance; `lengths` is its rows of memory.
  ///
  /// Instances are decoded side by side, `hypothesesAtOnce` hypotheses at most (or one instance), so
  /// that neither cache nor logits grow with the batch.
  func decode(
    _ memory: Matrix, lengths: [Int], _ search: BeamSearch, _ workspace: Arena
  ) -> [BeamSearch.Sequence] {
    var sequences: [BeamSearch.Sequence] = []
    var first = 0
    for slice in Decoder.slices(of: lengths.count, search) {
      let part = Array(lengths[slice])
      let rows = first..<first + part.reduce(0, +)
      first = rows.upperBound
      sequences += workspace.scratch { decode(memory[rows: rows], part, search, workspace) }
    }
    return sequences
  }

  /// How many floats ``decode(_:lengths:_:_:)`` needs to work in.
  func workspace(lengths: [Int], _ search: BeamSearch) -> Int {
    Decoder.slices(of: lengths.count, search).reduce(0) { most, slice in
      let part = Array(lengths[slice])
      let needed = Arena.measure { arena in
        _ = cache(arena, part, search)
        _ = step(arena, lengths: part.map { _ in search.width }, memory: part)
      }
      return max(most, needed)
    }
  }

  private func decode(
    _ memory: Matrix, _ lengths: [Int], _ search: BeamSearch, _ workspace: Arena
  ) -> [BeamSearch.Sequence] {
    var cache = cache(workspace, lengths, search)
    remember(memory, cache)
    let count = min(search.width, output.outputs)
    return search.search(instances: lengths.count) { next in
      workspace.scratch {
        let work = step(workspace, lengths: next.lengths, memory: lengths)
        advance(next, &cache, work)
        let (ids, values) = highestLogProbabilities(work.logits, count: count)
        return BeamSearch.Candidates(ids: ids, logProbabilities: values, count: count)
      }
    }
  }

  private func cache(_ arena: Arena, _ lengths: [Int], _ search: BeamSearch) -> DecoderCache {
    DecoderCache(
      arena, memory: lengths, tokens: lengths.count * search.width * search.maximumLength,
      layers: layers.count, hidden: sizes.hiddenSize)
  }

  private func step(_ arena: Arena, lengths: [Int], memory: [Int]) -> DecoderStep {
    DecoderStep(
      arena, lengths: lengths, memory: memory, outputs: output.outputs, sizes)
  }

  /// Runs of instances that are decoded together.
  private static func slices(of count: Int, _ search: BeamSearch) -> [Range<Int>] {
    let size = max(1, hypothesesAtOnce / search.width)
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }
}

/// A cache of 256 hypotheses of 90 tokens on three layers of 768 has 400 MiB, their logits 30.
private let hypothesesAtOnce = 256
