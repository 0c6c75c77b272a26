import ArgumentParser
import MTLCore
import MTLData

/// `bert-mtl tokenize model < texts`.
struct Tokenize: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the pieces that a model reads in every line of a file or of standard input.")

  @Argument(help: "A folder with vocab.txt or tokenizer.json.", completion: .directory)
  var model: String
  @Argument(help: "A file of lines; standard input without it.", completion: .file())
  var input: String?
  @Option(help: "What a line is: text or json. Without it json for a .jsonl file, else text.")
  var lines: LineFormat?
  @Option(help: "Pieces in a row; longer rows are cut.")
  var maxLength: Int?
  @Flag(help: "Answer with ids, types, words and offsets, a JSON object a line.")
  var json = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    try checkEnvironment()
    let tokenizer = try Tokenizer(folder: model)
    var reader = try LineReader(path: input)
    let format = lines ?? (input?.hasSuffix(".jsonl") == true ? .json : .text)
    while case let batch = try reader.next(), !batch.isEmpty {
      let rows = try batch.map { try format.input($0, of: reader.name) }
      for encoding in try tokenizer.encode(rows, maximumLength: maxLength) {
        let pieces = encoding.ids.map { tokenizer.piece(of: $0) ?? "" }
        try Output.line(
          json ? encoding.json(pieces).compactText : pieces.joined(separator: " "))
      }
      try Output.flush()
    }
  }
}

extension Encoding {
  fileprivate func json(_ pieces: [String]) -> JSONValue {
    .object([
      "pieces": .list(pieces.map(JSONValue.text)),
      "ids": .list(ids.map { .integer(Int($0)) }),
      "type_ids": .list(types.map { .integer(Int($0)) }),
      "words": .list(words.map { $0 < 0 ? .null : .integer(Int($0)) }),
      "offsets": .list(
        offsets.map { .list([.integer(Int($0.lowerBound)), .integer(Int($0.upperBound))]) }),
      "truncated": .integer(truncated),
    ])
  }
}
