import MTLData

extension Session {
  /// Begins to watch the kernels of training on a copy of the model; the model stays as it is.
  ///
  /// Of the training's configuration, what writes, resumes or asks for dev data is left aside.
  public func profile(_ request: ProfileRequest, train: [Dataset]) throws -> Profiler {
    try request.validate()
    return try exclusively {
      let copy = Session(copying: self)  // whose weights are read until its training has its own
      return Profiler(try copy.train(request.trainingAlone, train: train), steps: request.steps)
    }
  }

  /// A session of the same model. Training gives a session new parameters, so that this one keeps its
  /// own.
  private convenience init(copying session: Session) {
    self.init(
      ModelSource(configuration: session.configurationFile, tokenizer: session.tokenizer),
      chain: session.chain, problems: session.problems,
      modalities: session.modalities, model: session.model, maximumLength: session.maximumLength,
      trunk: session.trunk, precision: session.precision, loading: session.loading)
  }
}
