import Foundation
import MTLModel

@testable import MTLCore

/// One folder of `Fixtures/transformers`: what `make_goldens.py` wrote there.
struct GoldenCase: Decodable {
  let pooler: Bool
  let problems: [String: Problem]
  let batches: [Batch]
  /// By smoothing, then by problem: the mean over its valid rows.
  let losses: [String: [String: Double]]
  let training: [String: Training]

  struct Problem: Decodable {
    let type: String
    let classes: Int
  }

  struct Rows: Decodable {
    let rows: [Int32]
    let lengths: [Int]
    let labels: [Int32]

    var valid: Int { labels.count { $0 >= 0 } }
  }

  struct Batch: Decodable {
    let ids: [Int32]
    let types: [Int32]
    let lengths: [Int]
    let problems: [String: Rows]

    var text: TextRows { TextRows(ids: ids, types: types, lengths: lengths) }

    /// Each problem's part, in the model's order; a row's loss counts for its share of the mean.
    func heads(_ names: [String]) -> [HeadBatch?] {
      names.map { name in
        problems[name].map {
          HeadBatch(
            rows: $0.rows, lengths: $0.lengths, classes: $0.labels,
            scale: 1 / Float($0.valid))
        }
      }
    }

    /// Summed losses as means over valid rows.
    func means(_ sums: [[Double]], _ names: [String]) -> [String: Double] {
      var means: [String: Double] = [:]
      for (name, sum) in zip(names, sums) {
        means[name] = sum[0] / Double(problems[name]?.valid ?? 0)
      }
      return means
    }
  }

  struct Training: Decodable {
    let recipe: Recipe
    let steps: [Step]
  }

  struct Recipe: Decodable {
    let steps: Int
    let warmup: Int
    let rate: Double
    let decay: Double
    let epsilon: Double
    let clip: Double
    let betas: [Double]
  }

  struct Step: Decodable {
    let losses: [String: Double]
    let learningRate: Double
    let gradientNorm: Double
  }

  static let all = ["gelu", "gelu_new_without_pooler", "relu"]
  static let smoothings: [(label: String, value: Float)] = [("plain", 0), ("smoothed", 0.1)]

  static func folder(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Fixtures/transformers/\(name)").standardized
  }

  static func read(_ name: String) throws -> GoldenCase {
    try decode(GoldenCase.self, folder(name).appending(path: "case.json"))
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ file: URL) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(contentsOf: file))
  }

  static func tensors(_ name: String, _ file: String = "expected") throws -> SafetensorsFile {
    try SafetensorsFile(path: folder(name).appending(path: "\(file).safetensors").path)
  }
}
