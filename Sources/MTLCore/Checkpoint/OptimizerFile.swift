import MTLKernels
import MTLModel

/// The moments of an optimizer, flat beside the parameters: `optimizer.safetensors` holds
/// `first.<parameter>` and `second.<parameter>` in each parameter's own shape.
public enum OptimizerFile {
  /// The moments of a parameter lie where its value lies in the store's arena.
  public static func write(
    _ parameters: [Parameter], first: Arena, second: Arena, metadata: [String: String] = [:],
    to path: String
  ) throws(CheckpointError) {
    var tensors: [NamedTensor] = []
    for parameter in parameters {
      for (kind, arena) in [("first.", first), ("second.", second)] {
        tensors.append(
          NamedTensor(
            name: kind + parameter.name, shape: parameter.shape,
            values: arena.view(at: parameter.range.lowerBound, 1, parameter.range.count)))
      }
    }
    try SafetensorsWriter.write(tensors, metadata: metadata, to: path)
  }

  /// Fills both moments; refuses a file that lacks a parameter or has another shape for it before
  /// the first value changes. Returns the file's metadata.
  @discardableResult
  public static func read(
    _ path: String, into parameters: [Parameter], first: Arena, second: Arena
  ) throws(CheckpointError) -> [String: String] {
    let file = try SafetensorsFile(path: path)
    let kinds = [("first.", first), ("second.", second)]
    let missing = parameters.flatMap { parameter in kinds.map { $0.0 + parameter.name } }
      .filter { !file.contains($0) }
    guard missing.isEmpty else { throw .missing(path: path, tensors: missing) }
    for parameter in parameters {
      for (kind, _) in kinds { try file.check(kind + parameter.name, shape: parameter.shape) }
    }
    for parameter in parameters {
      for (kind, arena) in kinds {
        try file.read(
          kind + parameter.name, shape: parameter.shape,
          into: arena.view(at: parameter.range.lowerBound, 1, parameter.range.count))
      }
    }
    return file.metadata
  }
}
