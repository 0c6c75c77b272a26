import ArgumentParser
import MTLKernels

/// Times kernels by shape: products in operations a second, the rest in bytes a second beside what a
/// copy of as many bytes reaches.
@main
struct KernelBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel-benchmark",
    abstract: "Time kernels on the shapes of MiniLM (6 x 384), by the median of their calls.")

  @Option(help: "How many threads share the work.")
  var threads = 1
  @Option(help: "Milliseconds for each.")
  var time = 100

  func validate() throws {
    guard threads > 0, time > 0 else { throw ValidationError("expected numbers above 0") }
  }

  func run() throws {
    Parallel.use(threads: threads)
    print("product x wᵀ + bias, GFLOP/s, \(threads) thread(s)")
    print(row("rows", "output x input", "float32", "bfloat16", "packed", "int8", "packed"))
    for rows in [1, 19, 64, 256, 1024] {
      for (output, input) in [(384, 384), (1536, 384), (384, 1536)] {
        let rates = try Precision.allCases.flatMap {
          try products(rows, output, input, $0).map { $0.map { "\(Int($0))" } ?? "-" }
        }
        print(row(["\(rows)", "\(output) x \(input)"] + rates))
      }
    }
    print("\nother kernels, GB/s, 1,824 rows")
    let arena = try Arena(capacity: 80_000_000)
    for (name, bytes, body) in others(arena) {
      print(row(name, String(Double(Int(10 * rate(bytes, body))) / 10)))
    }
    withExtendedLifetime(arena) {}  // which the matrices borrow
  }

  /// The rates of one product: as it is, and of narrow formats with the weight packed; nil where this
  /// machine has none.
  private func products(
    _ rows: Int, _ output: Int, _ input: Int, _ precision: Precision
  ) throws -> [Double?] {
    let forms = precision == .float32 ? 1 : 2
    guard precision.absence == nil else { return Array(repeating: nil, count: forms) }
    let arena = try Arena(capacity: 4 * (rows + 64) * (input + output) + 3 * output * input)
    let (x, w) = (arena.take(rows, input, precision), arena.take(output, input, precision))
    let (wide, bias) = (arena.take(max(rows, output), input), arena.take(1, output))
    let y = arena.take(rows, output)
    for matrix in [wide, bias] { fill(matrix, with: 1) }
    copy(wide[rows: 0..<rows], into: x)
    copy(wide[rows: 0..<output], into: w)
    return withExtendedLifetime(arena) {
      [nil, PackedWeight(w)].prefix(forms).map { packed in
        rate(2 * rows * output * input) {
          multiply(x, weight: w, packed: packed, bias: bias, into: y)
        }
      }
    }
  }

  /// What goes over memory, and how many bytes of it each call reads and writes.
  private func others(_ arena: Arena) -> [(String, Int, () -> Void)] {
    let (rows, hidden, inner, weights) = (1824, 384, 1536, 10_000_000)
    let (x, y) = (arena.take(rows, inner), arena.take(rows, inner))
    let narrow = arena.takeHalf(rows, inner)
    let (q, k, v) = (arena.take(rows, hidden), arena.take(rows, hidden), arena.take(rows, hidden))
    let (context, gain) = (arena.take(rows, hidden), arena.take(1, hidden))
    let (mean, deviation) = (arena.take(1, rows), arena.take(1, rows))
    let arenas = (0..<4).map { _ in arena.take(1, weights) }
    for matrix in [x, y, q, k, v, gain] + arenas { fill(matrix, with: 0.5) }
    let spans = Spans(lengths: Array(repeating: 57, count: rows / 57))
    let step = AdamWStep(learningRate: 1e-9, biasCorrections: (0.1, 0.001))
    return [
      ("copy", 8 * x.count, { copy(x, into: y) }),
      ("sum of squares", 4 * x.count, { _ = sumOfSquares(x) }),
      ("gelu", 8 * x.count, { gelu(.float32(x), into: .float32(y)) }),
      ("gelu, bfloat16", 4 * x.count, { gelu(.bfloat16(narrow), into: .bfloat16(narrow)) }),
      ("gelu backward", 12 * x.count, { geluBackward(.float32(y), input: .float32(x)) }),
      (
        "layer norm", 8 * q.count,
        {
          normalize(
            q, gain: gain, bias: gain, epsilon: 1e-12, mean: mean, inverseDeviation: deviation,
            into: k)
        }
      ),
      (
        "attention", 16 * q.count,
        { attend(q, k, v, spans, heads: 12, dropout: nil, probabilities: nil, into: context) }
      ),
      (
        "adamw", 28 * weights,
        {
          adamW(
            values: arenas[0], gradients: arenas[1], first: arenas[2], second: arenas[3],
            range: 0..<weights, step)
        }
      ),
    ]
  }

  /// 10⁹ units a second, by the median call of those that fit into the time.
  private func rate(_ units: Int, _ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    body()
    let end = clock.now + .milliseconds(time)
    var calls: [Duration] = []
    while calls.count < 3 || clock.now < end { calls.append(clock.measure(body)) }
    return Double(units) / (calls.sorted()[calls.count / 2] / .seconds(1)) * 1e-9
  }

  private func row(_ cells: String...) -> String { row(cells) }

  private func row(_ cells: [String]) -> String {
    cells.enumerated().map { i, cell in
      let spaces = String(repeating: " ", count: max(0, (i == 1 ? 14 : 9) - cell.count))
      return i == 0 ? cell + String(repeating: " ", count: max(0, 16 - cell.count)) : spaces + cell
    }.joined(separator: "  ")
  }
}
