import Foundation

/// Real data that tests may read where it lies, and that is no part of this project.
public enum SharedData {
  /// `BERT_MTL_DATA`, else `../shared/data` beside the checkout; nil where neither is a folder.
  public static let folder: String? = {
    let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let beside = checkout.deletingLastPathComponent().appendingPathComponent("shared/data").path
    let path = ProcessInfo.processInfo.environment["BERT_MTL_DATA"] ?? beside
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  /// What a skipped test says.
  public static let isMissing = "no real data: BERT_MTL_DATA names no folder"

  /// The path of a file in it.
  public static func path(_ name: String) -> String { (folder ?? "") + "/" + name }
}
