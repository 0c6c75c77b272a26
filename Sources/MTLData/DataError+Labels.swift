extension DataError {
  /// Does `work` with data that training does not learn its labels from: an unknown one is refused
  /// with the way out.
  public static func namingLabels<Result>(_ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch let error as DataError {
      guard case .label(.unseen(let problem, let label, let known, _)) = error.fault else {
        throw error
      }
      let fault = LabelFault.unseen(problem: problem, label: label, known: known, isOpen: true)
      throw DataError(error.place, .label(fault))
    }
  }
}
