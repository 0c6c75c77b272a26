import MTLData
import MTLKernels

/// The tensors of a folder, from its one `model.safetensors` or from the several that
/// `model.safetensors.index.json` lists.
public struct WeightFiles {
  /// The file, or the index, that messages name.
  public let path: String
  private var files: [String: SafetensorsFile] = [:]  // by tensor
  public private(set) var names: [String] = []

  public init(folder: String) throws(CheckpointError) {
    try checkFolder(folder)
    let single = joined(folder, "model.safetensors")
    let index = joined(folder, "model.safetensors.index.json")
    if isFile(single) {
      self = try WeightFiles(file: single)
    } else if isFile(index) {
      self = try WeightFiles(index: index, folder: folder)
    } else {
      for name in ["pytorch_model.bin", "pytorch_model.bin.index.json"]
      where isFile(joined(folder, name)) {
        throw .pickle(path: joined(folder, name))
      }
      throw .noWeights(folder: folder)
    }
  }

  public init(file path: String) throws(CheckpointError) {
    self.path = path
    let file = try SafetensorsFile(path: path)
    names = file.names
    for name in names { files[name] = file }
  }

  private init(index path: String, folder: String) throws(CheckpointError) {
    self.path = path
    guard let map = try JSONFile.read(path)["weight_map"]?.asObject else {
      throw .value(path: path, key: "weight_map", expected: "an object", got: "none")
    }
    var shards: [String: SafetensorsFile] = [:]
    for (name, value) in map.members {
      // A shard lies beside its index: a name with a slash could point anywhere.
      guard let shard = value.asText, !shard.isEmpty, !shard.contains("/") else {
        throw .value(path: path, key: name, expected: "the name of a file", got: value.summary)
      }
      let file: SafetensorsFile
      if let known = shards[shard] {
        file = known
      } else {
        file = try SafetensorsFile(path: joined(folder, shard))
        shards[shard] = file
      }
      guard file.contains(name) else { throw .missing(path: file.path, tensors: [name]) }
      names.append(name)
      files[name] = file
    }
  }

  public func check(_ name: String, shape: [Int]) throws(CheckpointError) {
    guard let file = files[name] else { throw .missing(path: path, tensors: [name]) }
    try file.check(name, shape: shape)
  }

  public func read(_ name: String, shape: [Int], into matrix: Matrix) throws(CheckpointError) {
    guard let file = files[name] else { throw .missing(path: path, tensors: [name]) }
    try file.read(name, shape: shape, into: matrix)
  }
}
