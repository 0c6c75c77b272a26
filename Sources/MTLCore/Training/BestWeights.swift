import MTLKernels
import MTLModel

/// The weights of the best evaluation: in memory, and in `best` where there is an output folder.
final class BestWeights {
  private let folder: String?
  private var values: Arena?

  init(_ run: RunFolder?) {
    folder = run?.best
  }

  /// Keeps the weights that the session's model has now.
  func keep(_ session: Session) throws {
    if let folder { return try session.write(to: folder) }
    let store = try session.trainedModel().store
    let values = try self.values ?? Arena(capacity: store.capacity)
    copy(store.values.whole, into: values.whole)
    self.values = values
  }

  /// Gives the session's model the kept weights back.
  func restore(_ session: Session) throws {
    let model = try session.trainedModel()
    let restored = Result {
      if let folder {
        _ = try ModelFolder.load(folder, into: model)
      } else if let values {
        copy(values.whole, into: model.store.values.whole)
      }
    }
    try model.multiply(in: session.precision)  // also of what a file that ends early has given
    try restored.get()
  }
}
