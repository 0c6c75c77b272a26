import MTLData
import TestSupport
import Testing

@testable import MTLCore

@Suite struct PredictionTests {
  private func session() throws -> (Session, TemporaryFolder) {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    let train = [Tiny.commands(20, seed: 1), Tiny.moods(10, seed: 2)]
    try session.train(Tiny.settings(), train: train).run(limit: 1)
    return (session, folder)
  }

  private let inputs = [
    Input(.text("paint the car")), Input(.words(["the"])),
    Input(.text("the tree"), .text("sell the door")), Input(.text("lift")),
  ]

  @Test func answersInTheOrderOfTheInputs() throws {
    let (session, _) = try session()
    let together = try session.predict(inputs).problems
    for (i, input) in inputs.enumerated() {
      for (all, one) in zip(together, try session.predict([input]).problems) {
        let rows = all.rowStarts[i]..<all.rowStarts[i + 1]
        #expect(Array(all.ids[rows]) == one.ids)
        let columns = all.labels.count
        let slice = all.values[rows.lowerBound * columns..<rows.upperBound * columns]
        for (a, b) in zip(slice, one.values) { #expect(abs(a - b) < 1e-5) }
      }
    }
  }

  @Test func damagedWeightsAreNamed() throws {
    let (session, _) = try session()
    let name = "encoder.layer.1.output.dense.bias"
    let weight = try #require(session.model.store.parameter(named: name))
    weight.value[rows: 0..<1].base[3] = .nan
    let message =
      "problem 'intent': expected finite numbers as its answer, got others; the model's weight "
      + "'\(name)' is not finite, take another copy of it"
    #expect {
      try session.predict(inputs)
    } throws: {
      "\($0)" == message
    }
    #expect {
      try session.evaluate([Tiny.commands(5, seed: 3)])
    } throws: {
      "\($0)" == message
    }
    #expect {
      try session.encode(inputs)
    } throws: {
      "\($0)" == message.replacing("problem 'intent'", with: "encode")
    }
    let trainer = try session.train(
      Tiny.settings(), train: [Tiny.commands(20, seed: 1), Tiny.moods(10, seed: 2)])
    #expect {
      try trainer.step()
    } throws: {
      "\($0)" == message || "\($0)" == message.replacing("'intent'", with: "'mood'")
    }
  }

  @Test func answersTooLargeAreRefused() throws {
    let (session, _) = try session()
    let weight = try #require(
      session.model.store.parameter(named: "encoder.layer.0.attention.output.dense.weight"))
    for i in 0..<weight.value.count { weight.value.base[i] = 3e38 }
    #expect {
      try session.predict(inputs)
    } throws: {
      "\($0)"
        == "problem 'intent': expected finite numbers as its answer, got others; every weight is "
        + "finite, look for very large numbers among them and among the inputs"
    }
  }

  @Test func namesAnInputAsAsked() throws {
    let (session, _) = try session()
    #expect {
      try session.predict([Input(.text("lift")), Input(.text("\u{200B}"))]) {
        "here line \($0 + 7)"
      }
    } throws: {
      "\($0)" == "here line 8: expected a text, got nothing that is left after clean-up"
    }
  }

  @Test func answersOneTagAWordOfBothTexts() throws {
    let (session, _) = try session()
    let slots = try session.predict(inputs).problems[1]
    #expect(slots.rowStarts == [0, 3, 4, 9, 10])
    #expect(slots.scores(ofInput: 2).allSatisfy { $0 > 0 && $0 <= 1 })
  }

  @Test func answersForEveryPieceWhereAsked() throws {
    let (session, _) = try session()
    var request = PredictionRequest()
    request.everyPiece = true
    request.problems = ["slots"]
    let answers = try session.predict(inputs, request)
    #expect(answers.problems.map(\.problem) == ["slots"])
    #expect(answers.problems[0].rowStarts == [0, 5, 8, 16, 19])
    #expect(answers.offsets.count == 19)
  }

  @Test func carriesArraysAcrossTheBoundary() throws {
    let (session, _) = try session()
    let reply = try session.predict([inputs[0]]).reply()
    #expect(
      reply.arrays.map { "\($0.name) \($0.shape)" } == [
        "intent.values [1, 3]", "intent.row_starts [2]", "intent.ids [1]", "intent.id_starts [2]",
        "slots.values [3, 2]", "slots.row_starts [2]", "slots.ids [3]", "slots.id_starts [2]",
        "mood.values [1, 2]", "mood.row_starts [2]", "mood.ids [1]", "mood.id_starts [2]",
        "offsets [3, 2]",
        "first_words [1]",
      ])
  }

  @Test func refusesTextThatBecomesEmpty() throws {
    let (session, _) = try session()
    #expect {
      try session.predict([Input(.text("the")), Input(.text("\u{1}  "))])
    } throws: {
      "\($0)" == "input 1: expected a text, got nothing that is left after clean-up"
    }
    var request = PredictionRequest()
    request.problems = ["mod"]
    #expect {
      try session.predict(inputs, request)
    } throws: {
      "\($0)" == "problem 'mod': expected a problem of this model; did you mean 'mood'?"
    }
    request = PredictionRequest()
    request.batchTokens = 0
    #expect(throws: SamplingError.self) { try session.predict(inputs, request) }
  }

  @Test func answersNothingForNothing() throws {
    let (session, _) = try session()
    let answers = try session.predict([])
    #expect(answers.problems.map(\.rowStarts) == [[0], [0], [0]])
  }
}
