import ArgumentParser
import MTLCore
import MTLData

/// `bert-mtl predict model < rows.jsonl`.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer for every line of a file or of standard input, a JSON object a line.",
    discussion: """
      A JSON line is a text, a list of words, or an object as in a JSONL file of training data:
      "text" or "words", with "text_b" for a pair, or "a" and "b", and with fields for other
      modalities: numbers, or the path of an image.
      Answers come as soon as the lines that were read together are done.
      """)

  @Argument(help: "A trained model's folder.", completion: .directory)
  var model: String
  @Argument(help: "A file of lines; standard input without it.", completion: .file())
  var input: String?
  @Option(help: "What a line is: json or text. Without it, text for a file named .txt, else json.")
  var lines: LineFormat?
  @Option(
    name: .customLong("problem"), help: "Answer this problem (may be repeated); all without it.")
  var problems: [String] = []
  @Option(help: "Pieces in a row; longer rows are cut.")
  var maxLength: Int?
  @Option(help: "Threads that share the work.")
  var threads: Int?
  @Option(help: "The number format of the encoder's products: float32, bfloat16, int8 or auto.")
  var dtype: String?
  @OptionGroup var common: CommonOptions

  func run() throws {
    let format = try lines ?? LineFormat(ofFile: input)
    var opening = SessionRequest(model: model)
    opening.threads = threads
    opening.dtype = dtype
    let session = try Session(opening)
    var request = PredictionRequest()
    request.problems = problems.isEmpty ? nil : problems
    request.maximumLength = maxLength
    var reader = try LineReader(path: input)
    let kind = try session.inputKind(of: request.problems)
    let modalities = session.modalityNames
    var told: Set<String> = []
    while case let batch = try reader.next(), !batch.isEmpty {
      var unread: [String] = []
      let rows = try batch.map {
        try format.input($0, of: reader.name, kind, modalities: modalities) { unread += $0 }
      }
      tell(unread.filter { told.insert($0).inserted })
      let found = try session.predict(rows, request) { "\(reader.name) line \(batch[$0].number)" }
      let answers = AnswerLines(found, rows)
      for row in rows.indices { try Output.line(answers.json(ofRow: row).compactText) }
      try Output.flush()
    }
  }

  /// Says of fields that the model does not read them: labels, or a misspelt modality.
  private func tell(_ unread: [String]) {
    guard !unread.isEmpty else { return }
    Terminal.say("note: fields that the model does not read: \(listed(unread))")
  }
}
