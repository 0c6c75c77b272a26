import MTLData
import MTLKernels
import TestSupport
import Testing

@testable import MTLCore

@Suite(
  .serialized, .enabled(if: Precision.bfloat16.absence == nil && Precision.int8.absence == nil))
struct DtypeTests {
  private let train = [Tiny.commands(60, seed: 1), Tiny.moods(40, seed: 2)]
  private let inputs = [
    Input(.words(["paint", "the", "red", "door"])), Input(.text("sell the tree")),
  ]

  private func settings(_ epochs: Int = 40) -> TrainingConfiguration {
    Tiny.settings {
      $0.epochs = epochs
      $0.dropout = 0
    }
  }

  @Test func learnsInBfloat16AndAnswersInAll() throws {
    let folder = try Tiny.folder()
    var request = Tiny.request(folder)
    request.dtype = "bfloat16"
    let session = try Session(request)
    #expect(try session.describe().dtype == "bfloat16")
    try session.train(settings(), train: train).run()
    #expect(try session.evaluate(train).mean > 0.95)
    let answers = try session.predict(inputs).problems[0].answers(ofInput: 0)
    try session.save(to: folder.file("saved"))
    for dtype in ["float32", "bfloat16", "int8"] {
      var opening = SessionRequest(model: folder.file("saved"))
      opening.dtype = dtype
      let again = try Session(opening)
      #expect(try again.predict(inputs).problems[0].answers(ofInput: 0) == answers)
      #expect(try again.evaluate(train).mean > 0.95)
    }
  }

  @Test func int8OnlyPredicts() throws {
    let folder = try Tiny.folder()
    var request = Tiny.request(folder)
    request.dtype = "int8"
    let session = try Session(request)
    #expect {
      try session.train(settings(), train: train)
    } throws: {
      "\($0)" == "dtype: expected float32 or bfloat16 to train, got 'int8', which only predicts"
    }
  }

  @Test func autoIsWhatTheMachineIsFasterAt() throws {
    let folder = try Tiny.folder()
    var request = Tiny.request(folder)
    request.dtype = "auto"
    let isFaster = ProductSpeed.prefersBfloat16
    #expect(try Session(request).describe().dtype == (isFaster ? "bfloat16" : "float32"))
  }

  @Test func saysWhatAMachineWithoutOneCanDo() {
    let error = SessionError.dtypeAbsent(
      "bfloat16", reason: "oneDNN: expected libdnnl.so.2, got none")
    #expect(
      "\(error)" == "dtype: expected float32 on this machine, got 'bfloat16' "
        + "(oneDNN: expected libdnnl.so.2, got none)")
  }
}
