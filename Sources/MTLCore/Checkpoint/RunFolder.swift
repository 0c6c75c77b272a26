/// The folder of a run: `best` and `last`, both whole models, beside the history.
public struct RunFolder: Equatable, Sendable {
  public let path: String

  public init(_ path: String) {
    self.path = path
  }

  /// The weights of the best evaluation.
  public var best: String { joined(path, "best") }
  /// The weights of the last save, with all that a run needs to go on.
  public var last: String { joined(path, "last") }
  /// The model that the run has made so far, the best, else the last, if there is one; a save of it
  /// that was interrupted is completed first.
  public func model() -> String? {
    [best, last].first {
      try? StagedFolder.finish($0)
      return isFile(joined($0, ConfigurationFile.name))
    }
  }

  /// Removes the `best` of an earlier run, once `last` is this run's: the files that `last` has too.
  func removeBest() throws {
    try StagedFolder.remove(from: best, whatIsIn: last)
  }
}
