import Foundation

/// A file that lives as long as the test that made it.
final class TemporaryFile {
  let path: String

  init(_ bytes: some Sequence<UInt8>, ending: String) throws {
    let folder = FileManager.default.temporaryDirectory
    path = folder.appendingPathComponent("\(UUID().uuidString).\(ending)").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  convenience init(_ text: String, ending: String) throws {
    try self.init(Array(text.utf8), ending: ending)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
