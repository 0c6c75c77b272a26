import ArgumentParser
import Foundation
import MTLData
import MTLKernels

/// Times the tokenizer on a file of texts, or writes what it answers for the parity script to
/// compare.
@main
struct TokenizerBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer-benchmark",
    abstract: "Time the tokenizer on the lines of a file, or print what it answers.",
    discussion: "Each line of the standard input asks for one pass over the texts.")

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

  func validate() throws {
    guard threads > 0 else { throw ValidationError("--threads: expected at least 1") }
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

  /// Answers each line of the standard input with the time of one pass over the texts, by the clock
  /// and by the processor's time: `run.py` asks it and the peer in turn.
  private func time(_ lines: [String], _ tokenizer: Tokenizer) throws {
    let inputs = lines.map { Input(.text($0)) }
    say("{\"ready\": \"bert_mtl\"}")
    while readLine() != nil {
      let (wall, busy) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
      let encodings = try tokenizer.encode(inputs)
      let figures = (
        wall: seconds(CLOCK_MONOTONIC) - wall, busy: seconds(CLOCK_PROCESS_CPUTIME_ID) - busy
      )
      let pieces = encodings.reduce(0) { $0 + $1.count }
      say("{\"seconds\": \(figures.wall), \"busy\": \(figures.busy), \"pieces\": \(pieces)}")
    }
  }

  private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

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
