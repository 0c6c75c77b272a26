import Foundation
import MTLCore
import MTLData
import MTLKernels
import TestSupport

/// A small model on disk (configuration and vocabulary, no weights), and data it can learn: the tag of
/// a word is whether it is a colour, the intent of a sentence its verb.
enum Tiny {
  static let verbs = ["paint", "sell", "lift"]
  static let colours = ["red", "green", "blue"]
  static let things = ["house", "car", "tree", "door"]

  static func folder(dropout: Double = 0.1) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      {"model_type": "bert", "vocab_size": 20, "hidden_size": 16, "num_hidden_layers": 2,
       "num_attention_heads": 2, "intermediate_size": 32, "max_position_embeddings": 16,
       "initializer_range": 0.1, "hidden_dropout_prob": \(dropout), "attention_probs_dropout_prob": \(dropout)}
      """, to: "config.json")
    let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + verbs + colours + things + ["the"]
    try folder.write(words.joined(separator: "\n") + "\n", to: "vocab.txt")
    return folder
  }

  static func request(_ folder: TemporaryFolder) -> SessionRequest {
    var request = SessionRequest(model: folder.path)
    request.problems = "intent&slots|mood"
    request.types = ["intent": "cls", "slots": "seq_tag", "mood": "cls"]
    return request
  }

  static func commands(_ count: Int, seed: UInt64, name: String = "train") -> Dataset {
    let key = RandomKey(seed: seed)
    var inputs: [Input] = []
    var (intents, slots) = ([Target](), [Target]())
    for i in 0..<count {
      let verb = verbs[key.integer(below: 3, at: 4 * i)]
      let colour = colours[key.integer(below: 3, at: 4 * i + 1)]
      let thing = things[key.integer(below: 4, at: 4 * i + 2)]
      let words =
        key.integer(below: 2, at: 4 * i + 3) == 0
        ? [verb, "the", colour, thing] : [verb, "the", thing, colour, colour]
      inputs.append(Input(.words(words)))
      intents.append(.label(.text(verb)))
      slots.append(.labels(words.map { .text(colours.contains($0) ? "B-colour" : "O") }))
    }
    return Dataset(name: name, inputs: inputs, targets: ["intent": intents, "slots": slots])
  }

  static func moods(_ count: Int, seed: UInt64, name: String = "train") -> Dataset {
    let key = RandomKey(seed: seed)
    let rows = (0..<count).map { key.integer(below: 3, at: $0) }
    return Dataset(
      name: name, inputs: rows.map { Input(.text("the \(colours[$0]) car")) },
      targets: ["mood": rows.map { .label(.integer($0 == 0 ? 1 : 0)) }])
  }

  static func settings(_ change: (inout TrainingConfiguration) -> Void = { _ in })
    -> TrainingConfiguration
  {
    var settings = TrainingConfiguration()
    settings.batchSize = 8
    settings.learningRate = 3e-3
    change(&settings)
    return settings
  }
}

extension Trainer {
  /// Runs to the end, or for at most `limit` optimizer steps; the events on the way.
  @discardableResult
  func run(limit: Int = .max) throws -> [TrainingEvent] {
    var (events, steps) = ([TrainingEvent](), 0)
    while steps < limit {
      let event = try step()
      events.append(event)
      if case .train = event { steps += 1 }
      if case .finished = event { break }
    }
    return events
  }
}

extension [TrainingEvent] {
  /// The losses of every optimizer step, as bits.
  var lossBits: [[String: UInt64]] {
    compactMap { event in
      guard case .train(let report) = event else { return nil }
      return report.losses.mapValues(\.bitPattern)
    }
  }
}
