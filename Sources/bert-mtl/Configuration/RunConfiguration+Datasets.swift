import MTLCore
import MTLData

extension RunConfiguration {
  /// Reads one part of the data, a file a problem or `&` group.
  ///
  /// Throws for a problem that the chain does not have, and what reading throws.
  func datasets(_ part: Part, for session: Session) throws -> [Dataset] {
    let known = try session.problemTargets()
    let sources =
      switch part {
      case .train: train
      case .dev: dev
      case .test: test
      }
    return try sources.sorted { $0.key < $1.key }.map { key, source in
      let problems = try Chain(parsing: key).groups.flatMap { $0 }
      let targets = try problems.map { name in
        guard let targets = known[name] else {
          let chain = try session.describe().chain ?? ""
          throw ProblemError.unknownData(name: part.rawValue, key: key, chain: chain)
        }
        return targets
      }
      return try Dataset(
        reading: source, problems: targets, modalities: session.modalityNames)
    }
  }
}
