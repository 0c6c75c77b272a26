import MTLKernels
import TestSupport
import Testing

@testable import MTLModel

@Suite struct DecodingTests {
  static let sizes = EncoderConfiguration(
    hiddenSize: 8, heads: 2, intermediateSize: 12, maximumPositions: 9)
  let store = ParameterStore()
  let decoder: Decoder
  let arena: Arena
  let memory: Matrix
  let lengths = [3, 1, 4, 2]

  init() throws {
    decoder = Decoder(
      Scope(store), Self.sizes, layers: 2, memory: 6, SequenceVocabulary(labels: 6), words: nil)
    try store.allocate()
    for (i, parameter) in store.parameters.enumerated() {
      let start: Float = parameter.role == .gain ? 1 : 0
      let values = deterministic(parameter.range.count, seed: UInt64(i + 20))
      copy(from: values.map { start + 0.9 * $0 }, into: parameter.value)
    }
    arena = try Arena(capacity: 1_000_000)
    memory = random(arena, 10, 6, seed: 3, size: 3)
  }

  /// Decodes by reading every hypothesis anew from its beginning in every step.
  private func uncached(_ search: BeamSearch) -> [BeamSearch.Sequence] {
    var prefixes: [[Int32]] = []
    return search.search(instances: lengths.count) { step in
      prefixes = step.tokens.indices.map { i in
        step.parents.isEmpty ? [step.tokens[i]] : prefixes[step.parents[i]] + [step.tokens[i]]
      }
      let owners = step.lengths.enumerated().flatMap { Array(repeating: $0, count: $1) }
      let logits = arena.take(prefixes.count, 7)
      for (i, (owner, prefix)) in zip(owners, prefixes).enumerated() {
        let rows = DecoderRows(ids: prefix, lengths: [prefix.count], memory: [lengths[owner]])
        let first = lengths[..<owner].reduce(0, +)
        arena.scratch {
          let kept = decoder.activations(arena, rows, forBackward: false)
          decoder.forward(rows, memory[rows: first..<first + lengths[owner]], nil, kept)
          decoder.output.forward(
            kept.output[rows: prefix.count - 1..<prefix.count], into: logits[rows: i..<i + 1])
        }
      }
      let count = min(search.width, 7)
      let (ids, values) = highestLogProbabilities(logits, count: count)
      return BeamSearch.Candidates(ids: ids, logProbabilities: values, count: count)
    }
  }

  @Test(arguments: [1, 2, 5, 300])
  func cachedEqualsUncached(width: Int) throws {
    let isWide = width > 100
    let search = BeamSearch(
      width: width, alpha: isWide ? 4 : 0.6, maximumLength: isWide ? 4 : 9, begin: 7, end: 6)
    let floats = decoder.workspace(lengths: lengths, search)
    let workspace = try Arena(capacity: floats)
    let cached = decoder.decode(memory, lengths: lengths, search, workspace)
    let uncached = uncached(search)
    #expect(cached.map(\.ids) == uncached.map(\.ids))
    for (a, b) in zip(cached, uncached) { #expect(abs(a.score - b.score) < 1e-5) }
    #expect(Set(cached.map(\.ids)).count > 1, "\(cached.map(\.ids))")
  }

  @Test func anInstanceIsAloneInItsBatch() throws {
    let search = BeamSearch(width: 3, alpha: 0.6, maximumLength: 9, begin: 7, end: 6)
    let workspace = try Arena(capacity: decoder.workspace(lengths: lengths, search))
    let all = decoder.decode(memory, lengths: lengths, search, workspace)
    let one = decoder.decode(memory[rows: 4..<8], lengths: [4], search, workspace)
    #expect(all[2].ids == one[0].ids)
    #expect(decoder.decode(memory[rows: 0..<0], lengths: [], search, workspace) == [])
  }

  @Test func theSameBitsForAnyThreads() throws {
    defer { Parallel.use(threads: 2) }
    let search = BeamSearch(width: 3, alpha: 0.6, maximumLength: 9, begin: 7, end: 6)
    let workspace = try Arena(capacity: decoder.workspace(lengths: lengths, search))
    var seen: [[BeamSearch.Sequence]] = []
    for threads in [1, 2, 3] {
      Parallel.use(threads: threads)
      seen.append(decoder.decode(memory, lengths: lengths, search, workspace))
    }
    #expect(seen[0] == seen[1] && seen[0] == seen[2])
  }
}
