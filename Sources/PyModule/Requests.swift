import CPythonShim
import MTLCore
import MTLData

/// What a file is read for: the problems of a group, in its order.
struct ReadingRequest: Decodable {
  let source: SourceDescription
  let problems: [String]

  enum CodingKeys: String, CodingKey, CaseIterable { case source, problems }
}

/// Decodes a request, refusing keys that it does not have.
func decode<Request: Decodable>(_ type: Request.Type, _ text: mtl_text) throws -> Request {
  try StrictDecoder.decode(type, json: String(text))
}

extension Session {
  /// Reads a file of rows for problems of this session.
  func read(_ source: SourceDescription, problems: [String]) throws -> Dataset {
    let known = try problemTargets()
    return try Dataset(
      reading: source,
      problems: try problems.map { name in
        guard let targets = known[name] else {
          throw ProblemError.unknownProblem(problem: name, known: known.keys.sorted())
        }
        return targets
      }, modalities: modalityNames)
  }
}

extension mtl_datasets {
  var values: [Dataset] {
    UnsafeBufferPointer(start: base, count: count).map {
      Handle.borrow($0, as: DatasetHandle.self).dataset
    }
  }
}
