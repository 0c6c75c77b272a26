import ArgumentParser
import MTLCore
import MTLData

/// `bert-mtl evaluate config.yaml`.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Score a trained model on labelled data.",
    discussion: "The data is the configuration's; the model that of its output_dir, best/ first.")

  @OptionGroup var options: RunOptions
  @Option(help: "A trained model's folder, instead of that of output_dir.", completion: .directory)
  var model: String?
  @Option(help: "Which part of the data.")
  var part = Part.test
  @Flag(help: "Count labels that training never saw as wrong answers instead of refusing them.")
  var countUnseenLabels = false
  @Flag(help: "Report as JSON.")
  var json = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    let configuration = try options.read()
    var request = SessionRequest(model: try model ?? trainedFolder(configuration))
    request.threads = configuration.session.threads
    request.dtype = configuration.session.dtype
    let session = try Session(request)
    try session.checkAgreement(with: configuration.session)
    let data = try configuration.datasets(part, for: session)
    guard !data.isEmpty else {
      throw UsageError(
        description: "\(part.rawValue): expected data in \(options.configuration), got none")
    }
    var evaluation = EvaluationRequest()
    evaluation.maximumLength = configuration.training.maximumLength
    evaluation.countsUnseenLabels = countUnseenLabels
    let report = try session.evaluate(data, evaluation).json
    try Output.write(json ? report.indentedText : ScoreTables(report).text + "\n")
  }

  private func trainedFolder(_ configuration: RunConfiguration) throws -> String {
    guard let folder = configuration.training.outputDirectory else {
      throw UsageError(
        description: "model: expected --model FOLDER or an output_dir in \(options.configuration), "
          + "got neither")
    }
    if let model = RunFolder(folder).model() { return model }
    throw UsageError(
      description: "\(folder): expected best/ or last/ from a training, got neither; "
        + "train first, or give --model FOLDER")
  }
}
