import MTLCore
import MTLData
import Testing

@Suite struct TrainingConfigurationTests {
  private func decode(_ json: String) throws -> TrainingConfiguration {
    try StrictDecoder.decode(TrainingConfiguration.self, json: json)
  }

  @Test func keepsDefaultsWhereNothingIsSaid() throws {
    #expect(try decode("{}") == TrainingConfiguration())
    #expect(try decode(#"{"patience": null}"#).patience == nil)
  }

  @Test func readsEveryKindOfValue() throws {
    let read = try decode(
      """
      {"epochs": 5, "learning_rate": 1, "schedule": "cosine", "loss_weights": {"a": 2.5},
       "sampling": {"a|b": 1}, "bucket_boundaries": [8, 16], "resume": true, "output_dir": "runs"}
      """)
    #expect(read.epochs == 5)
    #expect(read.learningRate == 1)
    #expect(read.schedule == .cosine)
    #expect(read.lossWeights == ["a": 2.5])
    #expect(read.sampling == .weights(["a|b": 1]))
    #expect(read.bucketBoundaries == [8, 16])
    #expect(read.resume)
  }

  @Test(arguments: [
    ("{\"epoch\": 3}", "configuration: unknown key 'epoch'; did you mean 'epochs'?"),
    ("{\"epochs\": \"three\"}", "epochs: expected a whole number, got 'three'"),
    ("{\"epochs\": 2.5}", "epochs: expected a whole number, got 2.5"),
    ("{\"resume\": 1}", "resume: expected true or false, got 1"),
    ("{\"output_dir\": 7}", "output_dir: expected a text, got 7"),
    ("{\"learning_rate\": true}", "learning_rate: expected a number, got true"),
    (
      "{\"schedule\": \"liner\"}",
      "schedule: expected one of the known names, got 'liner'; did you mean 'linear'?"
    ),
    ("{\"loss_weights\": {\"a\": \"x\"}}", "loss_weights.a: expected a number, got 'x'"),
    (
      "{\"bucket_boundaries\": [8, \"x\"]}",
      "bucket_boundaries[1]: expected a whole number, got 'x'"
    ),
    ("{\"bucket_boundaries\": 8}", "bucket_boundaries: expected a list, got 8"),
    ("[]", "configuration: expected a table, got []"),
    ("{", "request: line 1 column 2: expected a key in double quotes, got the end of the text"),
  ])
  func refuses(_ json: String, _ message: String) {
    #expect { try decode(json) } throws: { "\($0)" == message }
  }
}

@Suite struct RunConfigurationTests {
  @Test func dealsKeysOut() throws {
    let value = try JSONValue(
      parsing: """
        {"model": "m", "problems": "a", "types": {"a": "cls"}, "epochs": 2,
         "train": {"a": {"path": "a.jsonl"}}}
        """)
    let run = try RunConfiguration(value)
    #expect(run.session.problems == "a")
    #expect(run.training.epochs == 2)
    #expect(run.train.keys.sorted() == ["a"])
    #expect(run.dev.isEmpty)
  }

  @Test(arguments: [
    ("{\"modl\": \"m\"}", "configuration: unknown key 'modl'; did you mean 'model'?"),
    ("{\"train\": {\"a\": {\"pth\": \"x\"}}}", "train.a: unknown key 'pth'; did you mean 'path'?"),
  ])
  func refuses(_ json: String, _ message: String) throws {
    let value = try JSONValue(parsing: json)
    #expect { try RunConfiguration(value) } throws: { "\($0)" == message }
  }
}
