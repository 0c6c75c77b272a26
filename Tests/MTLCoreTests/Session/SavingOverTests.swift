import Foundation
import MTLData
import TestSupport
import Testing

@testable import MTLCore

/// Models saved where another one was.
@Suite struct SavingOverTests {
  private func trained(_ folder: TemporaryFolder) throws -> Session {
    let session = try Session(Tiny.request(folder))
    let data = [Tiny.commands(20, seed: 1), Tiny.moods(20, seed: 2)]
    try session.train(Tiny.settings { $0.epochs = 1 }, train: data).run()
    return session
  }

  @Test func anEncoderAloneTakesTheProblemsAway() throws {
    let folder = try Tiny.folder()
    let saved = folder.file("saved")
    try trained(folder).save(to: saved)
    try Session(SessionRequest(model: folder.path)).save(to: saved)
    #expect(try Session(SessionRequest(model: saved)).problems.isEmpty)
  }

  @Test func anothersTokenizerGoes() throws {
    let folder = try Tiny.folder()
    let saved = folder.file("saved")
    let session = try trained(folder)
    try session.save(to: saved)
    let stale = saved + "/tokenizer.json"
    try "{}".write(toFile: stale, atomically: true, encoding: .utf8)
    try session.save(to: saved)
    #expect(!FileManager.default.fileExists(atPath: stale))
    let names = try FileManager.default.contentsOfDirectory(atPath: saved)
    #expect(!names.contains { $0.hasPrefix(".") })
  }

  @Test func aProblemThatIsStillToLearnStays() throws {
    let folder = try Tiny.folder()
    let (first, second) = (folder.file("first"), folder.file("second"))
    try trained(folder).save(to: first)
    var request = SessionRequest(model: first)
    request.problems = "intent&slots|mood|new"
    request.types = ["new": "cls"]
    try Session(request).save(to: second)
    let again = try Session(SessionRequest(model: second))
    #expect(again.problems.map(\.name) == ["intent", "slots", "mood", "new"])
    #expect(again.problems[3].learned == nil && again.problems[0].labels != nil)
  }

  private let otherwise = "others or another treatment of case, accents or Chinese"

  @Test func anotherVocabularyIsRefused() throws {
    let folder = try Tiny.folder()
    let saved = folder.file("saved")
    try trained(folder).save(to: saved)
    let path = saved + "/vocab.txt"
    let pieces = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let (cut, exchanged) = (pieces.dropLast(2), pieces.dropLast(2) + pieces.suffix(2).reversed())
    for (other, found) in [(cut, "\(cut.count)"), (exchanged, otherwise)] {
      try other.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
      #expect {
        try Session(SessionRequest(model: saved))
      } throws: {
        "\($0)" == "\(saved): expected the vocabulary of \(pieces.count) pieces that it was saved "
          + "with, got \(found)"
      }
    }
    try pieces.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    var request = SessionRequest(model: saved)
    #expect(throws: Never.self) { try Session(request) }
    request.vocabulary = folder.file("vocab.txt")
    #expect(throws: Never.self) { try Session(request) }
    try folder.write(exchanged.joined(separator: "\n"), to: "exchanged.txt")
    request.vocabulary = folder.file("exchanged.txt")
    #expect(
      throws: SessionError.otherVocabulary(folder: saved, saved: pieces.count, found: otherwise)
    ) {
      try Session(request)
    }
  }

  @Test func anotherTreatmentOfCaseIsRefused() throws {
    let folder = try Tiny.folder()
    let saved = folder.file("saved")
    try trained(folder).save(to: saved)
    let settings = saved + "/tokenizer_config.json"
    let text = try String(contentsOfFile: settings, encoding: .utf8)
    let cased = text.replacing(#""do_lower_case": true"#, with: #""do_lower_case": false"#)
    #expect(cased != text)
    try cased.write(toFile: settings, atomically: true, encoding: .utf8)
    #expect {
      try Session(SessionRequest(model: saved))
    } throws: {
      "\($0)".hasSuffix("pieces that it was saved with, got \(otherwise)")
    }
  }

  @Test func labelsOfATrainedHeadAreGivenAsTheyAreOrNotAtAll() throws {
    let folder = try Tiny.folder()
    let saved = folder.file("saved")
    let labels = try #require(try trained(folder).problems.first { $0.name == "mood" }?.labels)
    try trained(folder).save(to: saved)
    var request = SessionRequest(model: saved)
    request.labels = ["mood": labels.labels]
    #expect(try Session(request).problems.first { $0.name == "mood" }?.labels == labels)
    request.labels = ["mood": labels.labels.reversed()]
    #expect(try Session(request).problems.first { $0.name == "mood" }?.labels == labels)
    request.labels = ["mood": labels.labels + [.text("calm")]]
    #expect(throws: ProblemError.otherLabels(problem: "mood", saved: labels.count)) {
      try Session(request)
    }
    #expect(
      "\(ProblemError.otherLabels(problem: "mood", saved: 2))"
        == "labels: expected the 2 of 'mood' that its head was trained with, or none, got others; a "
        + "new head needs a problem of another name")
  }

  /// Swift takes both spellings of é for one text.
  @Test func spellingsOfOneNameAreNoTrap() throws {
    let folder = try Tiny.folder()
    let header =
      #"{"é":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"#
      + "\"e\u{301}\":" + #"{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#
    var bytes = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
    bytes.append(contentsOf: header.utf8)
    let path = folder.file("heads.safetensors")
    try bytes.write(to: URL(filePath: path))
    #expect(throws: CheckpointError.self) { try SafetensorsFile(path: path) }
    let object: JSONObject = ["é": .integer(1), "e\u{301}": .integer(2)]
    #expect(try JSON.text(JSONValue.object(object)).contains("2"))
  }
}
