import MTLData
import MTLKernels

public typealias BackendInfo = MTLKernels.BackendInfo

/// What a description of the machine is asked for.
public struct BackendRequest: Equatable, Sendable, Codable {
  /// Whether to measure how fast products are, for half a second.
  public var measure = false

  public init() {}

  public enum CodingKeys: String, CodingKey, CaseIterable { case measure }

  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try values.read(.measure, into: &measure)
  }
}

/// Refuses a `BERT_MTL_THREADS` that the machine cannot give.
public func checkEnvironment() throws(ThreadError) { try Parallel.use(asked: nil) }

extension BackendInfo {
  /// Throws ``ThreadError`` where the environment asks for threads that cannot be, and ``ArenaError``.
  public init(_ request: BackendRequest) throws {
    try checkEnvironment()
    try self.init(measuring: request.measure)
  }

  /// What is not known or was not asked for is null.
  public var json: JSONValue {
    func text(_ value: String?) -> JSONValue { value.map(JSONValue.text) ?? .null }
    func number(_ value: Int?) -> JSONValue { value.map(JSONValue.integer) ?? .null }
    return .object([
      "processor": .object([
        "name": .text(processor.name), "features": .list(processor.features.map(JSONValue.text)),
      ]),
      "openblas": .object([
        "version": .text(openBLAS.version), "kernels": .text(openBLAS.kernels),
        "configuration": .text(openBLAS.configuration),
      ]),
      "onednn": .object([
        "version": text(oneDNN.version), "instructions": text(oneDNN.instructions),
        "note": text(oneDNN.note),
      ]),
      "threads": .object([
        "count": .integer(threads.count), "origin": .text(threads.origin.rawValue),
        "processors": .integer(threads.processors), "quota": number(threads.quota),
        "most": .integer(threads.most),
      ]),
      "memory": .object(["total": .integer(memory.total), "limit": number(memory.limit)]),
      "gflop_per_second": speeds,
    ])
  }

  private var speeds: JSONValue {
    guard let gigaflops else { return .null }
    var speeds = JSONObject()
    for (type, speed) in gigaflops.sorted(by: { $0.key < $1.key }) { speeds[type] = .number(speed) }
    return .object(speeds)
  }
}
