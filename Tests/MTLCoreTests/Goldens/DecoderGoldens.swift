import Foundation
import MTLKernels
import Testing

@testable import MTLCore
@testable import MTLModel

/// The decoder against Hugging Face's `BertLMHeadModel` with cross-attention, and torch.
@Suite struct DecoderGoldens {
  private struct Case: Decodable {
    let memory: [Int]
    let lengths: [Int]
    let ids: [Int32]
    let begin: Int32
    let end: Int32
    let steps: Int
    let loss: Double
    let greedy: [[Int32]]
  }

  private let golden: Case
  private let expected: SafetensorsFile
  private let store = ParameterStore()
  private let arena: Arena
  private let decoder: Decoder
  private let vocabulary: SequenceVocabulary
  private let memory: Matrix

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Fixtures/decoder").standardized
    golden = try JSONDecoder().decode(
      Case.self, from: Data(contentsOf: folder.appending(path: "case.json")))
    expected = try SafetensorsFile(path: folder.appending(path: "case.safetensors").path)
    let sizes = EncoderConfiguration(
      vocabularySize: 17, hiddenSize: 12, layers: 2, heads: 3, intermediateSize: 20,
      hiddenDropout: 0, attentionDropout: 0, maximumPositions: 16)
    vocabulary = SequenceVocabulary(pieces: 17, begin: golden.begin, end: golden.end, unknown: 1)
    decoder = Decoder(Scope(store), sizes, layers: 2, memory: 12, vocabulary, words: nil)
    try store.allocate()
    try store.prepareTraining()
    for parameter in store.parameters {
      copy(from: try expected.values("weight." + parameter.name), into: parameter.value)
    }
    arena = try Arena(capacity: 1 << 18)
    memory = arena.take(golden.memory.reduce(0, +), 12)
    copy(from: try expected.values("memory"), into: memory)
  }

  @Test func teacherForcing() throws {
    let teacher = TeacherForcing(
      golden.memory, Targets(ids: golden.ids, lengths: golden.lengths), vocabulary)
    let tokens = teacher.rows.tokens
    let kept = decoder.activations(arena, teacher.rows, forBackward: true)
    let (logits, dHidden) = (arena.take(tokens, 17), arena.take(tokens, 12))
    let dMemory = arena.take(memory.rows, 12)
    zero(dMemory)
    decoder.forward(teacher.rows, memory, nil, kept)
    decoder.output.forward(kept.output, into: logits)
    var worst = Worst()
    let answers = try expected.values("logits")
    #expect(logits.count == answers.count)
    worst.add(Difference(logits.values, answers), "logits")
    worst.require(within: 1e-4, "decoder, logits")

    let loss = crossEntropy(logits, teacher.answers, smoothing: 0)
    #expect(abs(loss - golden.loss) < 1e-4, "\(loss)")
    crossEntropyBackward(logits, teacher.answers, smoothing: 0, scale: 1)
    decoder.output.backward(logits, input: kept.output, into: dHidden)
    decoder.backward(dHidden, teacher.rows, memory, nil, kept, addingTo: dMemory)
    try checkGradients(dMemory)
  }

  /// As in ``TransformersGoldens/gradients(_:)``: a key's bias has no gradient, only rounding.
  private func checkGradients(_ dMemory: Matrix) throws {
    var worst = Worst()
    var pairs = store.parameters.map { ($0.name, $0.gradient.values) }
    pairs.append(("memory", dMemory.values))
    for (name, actual) in pairs {
      let gradient = try expected.values("gradient." + name)
      let measure = name.replacing("self.key.bias", with: "self.query.bias")
      let scale = try expected.values("gradient." + measure).map(\.magnitude).max() ?? 0
      #expect(actual.count == gradient.count, "\(name)")
      worst.add(Difference(actual, gradient), scale: Double(scale), name)
    }
    worst.require(within: 1e-3, "decoder, gradients")
  }

  @Test func greedyDecoding() throws {
    let search = BeamSearch(
      width: 1, alpha: 0, maximumLength: golden.steps, begin: golden.begin, end: golden.end)
    let workspace = try Arena(capacity: decoder.workspace(lengths: golden.memory, search))
    let found = decoder.decode(memory, lengths: golden.memory, search, workspace)
    #expect(found.map(\.ids) == golden.greedy)
  }
}
