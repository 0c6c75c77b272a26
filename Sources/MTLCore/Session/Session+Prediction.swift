import MTLData
import MTLModel

extension Session {
  /// Answers every asked problem for every input; one pass of the encoder serves all of them.
  /// `place` is what messages call an input.
  public func predict(
    _ inputs: [Input], _ request: PredictionRequest = PredictionRequest(),
    place: (Int) -> String = { "input \($0)" }
  ) throws -> Predictions {
    try exclusively {
      _ = try requireChain()
      let model = try trainedModel()
      let asked = Set(try (request.problems ?? problems.map(\.name)).map { try problem($0).name })
      let rows = try encodedRows(inputs, request.maximumLength, place: place)
      let setting = try setting(request.maximumLength)
      var collector = PredictionCollector(
        problems.map { asked.contains($0.name) ? $0 : nil }, rows, request)
      let joining = try Joining(
        groups: [rows.features],
        problems: problems.map { problem in
          Joining.Part(
            name: problem.name, reading: try reading(of: problem, setting, request),
            source: asked.contains(problem.name) ? (0, nil) : nil)
        })
      for batch in try batches(rows, request) {
        let joined = joining.join(batch.map { Instance(group: 0, row: $0) })
        let outputs = try model.predict(joined.text, joined.heads)
        for (output, problem) in zip(outputs, problems) {
          if let output { try requireFinite(output, problem, of: model) }
        }
        collector.add(outputs, joined.heads, ofRows: batch)
      }
      return try collector.predictions(setting)
    }
  }

  private func reading(
    of problem: Problem, _ setting: Setting, _ request: PredictionRequest
  ) throws -> any Reading {
    let type = try ProblemTypes.of(problem)
    if request.everyPiece, type.answer == .tags, try type.answersPieces(problem) {
      return EveryPiece()
    }
    return try type.answerReading(problem, setting)
  }

  /// What the encoder makes of every input: one vector a text, and one a piece.
  public func encode(
    _ inputs: [Input], _ request: PredictionRequest = PredictionRequest()
  ) throws -> Reply {
    try exclusively {
      let rows = try encodedRows(inputs, request.maximumLength) { "input \($0)" }
      let (starts, hidden) = (rows.features.starts, configuration.hiddenSize)
      var pooled = [Float](repeating: 0, count: inputs.count * hidden)
      var sequence = [Float](repeating: 0, count: starts[inputs.count] * hidden)
      let whole = Joining.Part(name: "", reading: FirstPiece(), source: (0, nil))
      let joining = Joining(groups: [rows.features], problems: [whole])
      for batch in try batches(rows, request) {
        let joined = joining.join(batch.map { Instance(group: 0, row: $0) })
        let (firsts, tokens) = try model.encode(joined.text)
        try requireFinite(tokens, of: model)
        for (i, (row, start)) in zip(batch, joined.text.packing.starts).enumerated() {
          let count = (starts[row + 1] - starts[row]) * hidden
          pooled.replaceSubrange(
            row * hidden..<(row + 1) * hidden, with: firsts[i * hidden..<(i + 1) * hidden])
          sequence.replaceSubrange(
            starts[row] * hidden..<starts[row] * hidden + count,
            with: tokens[start * hidden..<start * hidden + count])
        }
      }
      return Reply(
        json: "{}",
        arrays: [
          NamedArray("pooled", shape: [inputs.count, hidden], .float32(pooled)),
          NamedArray("sequence", shape: [starts[inputs.count], hidden], .float32(sequence)),
          NamedArray("row_starts", shape: [starts.count], .int64(starts.map(Int64.init))),
        ])
    }
  }

  /// Unlabelled inputs, tokenized.
  private func encodedRows(
    _ inputs: [Input], _ maximumLength: Int?, place: (Int) -> String
  ) throws -> TokenizedRows {
    let encoded = try EncodedInputs(
      inputs, tokenizer, modalities, maximumLength: try length(maximumLength),
      place: place)
    var features = GroupFeatures(problems: [], modalities: modalities)
    for (row, encoding) in encoded.encodings.enumerated() {
      let encodedRow = EncodedRow(encoding)
      try requireSegments(of: encodedRow, place: place(row))
      try features.append(
        encodedRow, parts: encoded.parts(ofRow: row), targets: nil, place: place(row))
    }
    return TokenizedRows(inputs: inputs, encodings: encoded.encodings, features: features)
  }

  private func batches(
    _ rows: TokenizedRows, _ request: PredictionRequest
  ) throws -> [[Int]] {
    try evaluationPlan(lengths: rows.features.lengths, batchTokens: request.batchTokens)
  }
}
