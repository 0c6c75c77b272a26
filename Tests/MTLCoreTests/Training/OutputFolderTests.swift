import Foundation
import MTLData
import TestSupport
import Testing

@testable import MTLCore

/// Which runs may write to a folder.
@Suite struct OutputFolderTests {
  private let train = [Tiny.commands(60, seed: 1), Tiny.moods(40, seed: 2)]

  private func settings(_ folder: TemporaryFolder) -> TrainingConfiguration {
    Tiny.settings {
      $0.stepsPerEpoch = 6
      $0.outputDirectory = folder.file("run")
    }
  }

  @Test(arguments: ["", "resume", "overwrite"])
  func aSecondRunIsRefusedUntilTheFirstIsClosed(how: String) throws {
    let folder = try Tiny.folder()
    let first = try Session(Tiny.request(folder)).train(settings(folder), train: train)
    try first.run(limit: 2)
    if how != "" { try first.save() }
    let history = try String(contentsOfFile: folder.file("run/history.jsonl"), encoding: .utf8)
    var second = settings(folder)
    (second.resume, second.overwrite) = (how == "resume", how == "overwrite")
    #expect(throws: TrainingError.folderInUse(folder: folder.file("run"))) {
      try Session(Tiny.request(folder)).train(second, train: train)
    }
    #expect(
      try String(contentsOfFile: folder.file("run/history.jsonl"), encoding: .utf8) == history)
    first.close()
    let events = try Session(Tiny.request(folder)).train(second, train: train).run()
    #expect(!events.isEmpty)
  }

  @Test func aFolderHasOneLock() throws {
    let folder = try TemporaryFolder()
    var first = try FolderLock(folder.path)
    #expect(first != nil && FolderLock.isHeld(folder.path))
    #expect(try FolderLock(folder.path) == nil)
    first = nil
    #expect(!FolderLock.isHeld(folder.path))
    #expect(try FolderLock(folder.path) != nil)
  }

  @Test func whatIsRefusedMakesNoFolder() throws {
    let folder = try Tiny.folder()
    var settings = settings(folder)
    settings.resume = true
    #expect(throws: TrainingError.nothingToResume(folder: folder.file("run"))) {
      try Session(Tiny.request(folder)).train(settings, train: train)
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("run")))
  }

  @Test func aLockThatLeadsElsewhereIsNotFollowed() throws {
    let folder = try Tiny.folder()
    try StagedFolder.makeFolder(folder.file("run"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("run/.lock"), withDestinationPath: folder.file("elsewhere"))
    #expect {
      try Session(Tiny.request(folder)).train(settings(folder), train: train)
    } throws: {
      "\($0)".hasPrefix(folder.file("run/.lock") + ":")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("elsewhere")))
  }
}
