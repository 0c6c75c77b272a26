import Foundation
import MTLKernels
import TestSupport
import Testing

@testable import MTLCore

private let smallDisk = ProcessInfo.processInfo.environment["BERT_MTL_SMALL_DISK"]

private struct Broken: Error {}

@Suite(.serialized) struct AtomicFileTests {
  @Test func replacesAFileAndKeepsItsMode() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "a")
    chmod(folder.file("a"), 0o600)
    try AtomicFile.write(Array("new".utf8), to: folder.file("a"))
    #expect(try folder.read("a") == Array("new".utf8))
    var status = stat()
    #expect(stat(folder.file("a"), &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(folder.names == ["a"])
  }

  @Test func anOpenFileOutlivesTheReplacement() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "a")
    let file = try OpenFile(path: folder.file("a"))
    try AtomicFile.write([], to: folder.file("a"))
    #expect(try file.bytes() == Array("old".utf8))
  }

  @Test func aWriterThatFailsLeavesTheOldFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "a")
    let failure = CheckpointError.noWeights(folder: "x")
    #expect(throws: failure) {
      try AtomicFile.write(folder.file("a")) { sink throws(CheckpointError) in
        try sink.write([UInt8](repeating: 1, count: 100_000))
        throw failure
      }
    }
    #expect(try folder.read("a") == Array("old".utf8))
    #expect(folder.names == ["a"])
  }

  @Test func aFullDiskLeavesTheOldFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "m")
    let arena = try Arena(capacity: 20_000_000)
    let tensor = NamedTensor(name: "x", shape: [20_000_000], values: arena.whole)
    withFullDisk {
      #expect { try SafetensorsWriter.write([tensor], to: folder.file("m")) } throws: {
        folder.stripped("\($0)") == "m: expected to write it, got 'File too large'"
      }
    }
    #expect(try folder.read("m") == Array("old".utf8))
    #expect(folder.names == ["m"])
  }

  @Test func aFullDiskLeavesTheOldFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "a")
    let bytes = [UInt8](repeating: 1, count: 80_000_000)
    withFullDisk {
      #expect(throws: CheckpointError.self) {
        try StagedFolder.save(folder.path) { stage in
          try AtomicFile.write([2], to: stage + "/a")
          try AtomicFile.write(bytes, to: stage + "/b")
        }
      }
    }
    #expect(try folder.read("a") == Array("old".utf8))
    #expect(folder.names == ["a"])
  }

  /// On a file system of 256 KiB, such as `mount -t tmpfs -o size=256k tmpfs /mnt/small` gives.
  @Test(.enabled(if: smallDisk != nil, "BERT_MTL_SMALL_DISK names no small file system"))
  func aDiskThatIsReallyFullLeavesTheOldFolder() throws {
    let folder = try #require(smallDisk) + "/model"
    try StagedFolder.save(folder) { try AtomicFile.write([1], to: $0 + "/a") }
    let bytes = [UInt8](repeating: 2, count: 1_000_000)
    #expect {
      try StagedFolder.save(folder) { stage in
        try AtomicFile.write([2], to: stage + "/a")
        try AtomicFile.write(bytes, to: stage + "/b")
      }
    } throws: {
      "\($0)".hasSuffix("/b: expected to write it, got 'No space left on device'")
    }
    #expect(try OpenFile(path: folder + "/a").bytes() == [1])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
  }

  /// The operating system refuses the bytes past a limit as it does on a full disk. The limit holds
  /// for the whole process, so it is far above what any other test writes.
  private func withFullDisk(_ body: () -> Void) {
    signal(SIGXFSZ, SIG_IGN)
    var before = rlimit()
    getrlimit(fileSizeLimit, &before)
    var limit = rlimit(rlim_cur: 64_000_000, rlim_max: before.rlim_max)
    setrlimit(fileSizeLimit, &limit)
    defer { setrlimit(fileSizeLimit, &before) }
    body()
  }

  @Test func saysWhatTheSystemSays() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.file("d"), withIntermediateDirectories: false)
    #expect { try AtomicFile.write([1], to: folder.file("d")) } throws: {
      folder.stripped("\($0)") == "d: expected to replace it, got 'Is a directory'"
    }
    #expect { try AtomicFile.write([1], to: folder.file("none/a")) } throws: {
      folder.stripped("\($0)") == "none/a: expected to write it, got 'No such file or directory'"
    }
    #expect(folder.names == ["d"])
  }
}

@Suite struct StagedFolderTests {
  @Test func savesFilesTogetherIntoANewFolder() throws {
    let folder = try TemporaryFolder()
    try StagedFolder.save(folder.file("a/b/")) { stage in
      try AtomicFile.write([1], to: stage + "/x")
      try AtomicFile.write([2], to: stage + "/y")
    }
    #expect(try folder.read("a/b/x") == [1])
    #expect(try folder.read("a/b/y") == [2])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("a/b")).count == 2)
  }

  @Test func aFailureLeavesTheOldFiles() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "x")
    #expect(throws: Broken.self) {
      try StagedFolder.save(folder.path) { stage in
        try AtomicFile.write([2], to: stage + "/x")
        throw Broken()
      }
    }
    #expect(try folder.read("x") == [1])
    #expect(folder.names == ["x"])
  }

  @Test func anInterruptedSaveThatCountsIsFinished() throws {
    let folder = try TemporaryFolder()
    for (name, byte) in [("x", 1 as UInt8), ("y", 1), ("other", 1)] {
      try folder.write([byte], to: name)
    }
    // As a crash leaves it: x has been moved, y has not.
    try FileManager.default.createDirectory(
      atPath: folder.file(".saved"), withIntermediateDirectories: false)
    try folder.write([2], to: "x")
    try folder.write([2], to: ".saved/y")
    try StagedFolder.finish(folder.path)
    #expect(try folder.read("x") == [2])
    #expect(try folder.read("y") == [2])
    #expect(folder.names == ["other", "x", "y"])
  }

  @Test func whatADeadProcessLeftIsRemoved() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.file(".saving-999999999-1"), withIntermediateDirectories: false)
    try folder.write([2], to: ".saving-999999999-1/y")
    try StagedFolder.save(folder.path) { try AtomicFile.write([1], to: $0 + "/x") }
    #expect(folder.names == ["x"])
  }

  @Test func refusesWhatCannotBeReplacedBeforeItCounts() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.file("y"), withIntermediateDirectories: false)
    try folder.write([1], to: "x")
    #expect {
      try StagedFolder.save(folder.path) { stage in
        try AtomicFile.write([2], to: stage + "/x")
        try AtomicFile.write([2], to: stage + "/y")
      }
    } throws: {
      folder.stripped("\($0)") == "y: expected to replace it, got 'Is a directory'"
    }
    #expect(try folder.read("x") == [1])
    #expect(folder.names == ["x", "y"])
  }

  @Test func refusesAFileInAFoldersPlace() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "x")
    #expect { try StagedFolder.save(folder.file("x")) { _ in } } throws: {
      folder.stripped("\($0)") == "x: expected to make a folder there, got 'Not a directory'"
    }
  }
}
