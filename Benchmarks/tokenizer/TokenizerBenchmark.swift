import ArgumentParser
import Foundation
import MTLData
import MTLKernels

/// Times the tokenizer on a file of texts, or writes what it answers for the parity script to compare.
@main
struct TokenizerBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer-benchmark",
    abstract: "Time the tokenizer on the lines of a file, or print what it answers.")

  @Argument(help: "A folder with a tokenizer, or a vocab.txt.")
  var vocabulary: String

  @Argument(help: "Texts, one a line; with --ids a JSON object a line: a, b, maximum.")
  var texts: String

  @Flag(help: "Keep upper case; for a vocab.txt.")
  var cased = false

  @Flag(help: "Print the encodings as JSON lines instead of timing.")
  var ids = false

  @Option(help: "A folder to save the tokenizer to first.")
  var save: String?

  @Option(help: "How many threads share the work.")
  var threads = 1

  @Option(help: "How many times to encode all texts.")
  var rounds = 5

  func validate() throws {
    guard threads > 0, rounds > 0 else {
      throw ValidationError("expected --threads and --rounds above 0")
    }
  }

  func run() throws {
    Parallel.use(threads: threads)
    let tokenizer =
      vocabulary.hasSuffix(".txt")
      ? try Tokenizer(vocabularyFile: vocabulary, lowercases: !cased)
      : try Tokenizer(folder: vocabulary)
    if let save { try tokenizer.save(to: save) }
    let lines = try String(contentsOfFile: texts, encoding: .utf8).utf8
      .split(separator: 0x0A).map { String(Substring($0)) }
    if ids { try answer(lines, tokenizer) } else { try time(lines, tokenizer) }
  }

  /// Prints texts a second of each round, by the clock and by the processor's time.
  private func time(_ lines: [String], _ tokenizer: Tokenizer) throws {
    let inputs = lines.map { Input(.text($0)) }
    var pieces = 0
    for _ in 0..<rounds {
      let began = (wall: seconds(CLOCK_MONOTONIC), busy: seconds(CLOCK_PROCESS_CPUTIME_ID))
      pieces = try tokenizer.encode(inputs, maximumLength: nil).reduce(0) { $0 + $1.count }
      let wall = seconds(CLOCK_MONOTONIC) - began.wall
      let busy = seconds(CLOCK_PROCESS_CPUTIME_ID) - began.busy
      print("\(Double(inputs.count) / wall) \(Double(inputs.count) / busy)")
    }
    FileHandle.standardError.write(Data("\(inputs.count) texts, \(pieces) pieces\n".utf8))
  }

  private func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private func answer(_ lines: [String], _ tokenizer: Tokenizer) throws {
    for line in lines {
      let question = try JSONDecoder().decode(Question.self, from: Data(line.utf8))
      let encoding = try tokenizer.encode(question.input, maximumLength: question.maximum)
      let offsets = encoding.offsets.map { "[\($0.lowerBound),\($0.upperBound)]" }
      print(
        "{\"ids\":\(encoding.ids),\"types\":\(encoding.types),\"words\":\(encoding.words),"
          + "\"offsets\":[\(offsets.joined(separator: ","))]}")
    }
  }
}

/// A line of the parity script: a side is a text or a list of words.
private struct Question: Decodable {
  enum Side: Decodable {
    case text(String)
    case words([String])

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) {
        self = .text(text)
      } else {
        self = .words(try value.decode([String].self))
      }
    }

    var segment: Segment {
      switch self {
      case .text(let text): .text(text)
      case .words(let words): .words(words)
      }
    }
  }

  let a: Side
  let b: Side?
  let maximum: Int?

  var input: Input { Input(a.segment, b?.segment) }
}
