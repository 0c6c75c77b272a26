/// What BERT's clean-up asks about a scalar, from the tables of ``UnicodeData``.
struct UnicodeTables: Sendable {
  static let shared = UnicodeTables()

  let properties: TwoStageTable<ScalarProperties>
  /// How canonical ordering sorts a mark; 0 for what it leaves in place.
  let combiningClasses: TwoStageTable<UInt8>
  let lowercase: ScalarMapping
  /// The canonical decomposition less its nonspacing marks.
  let stripped: ScalarMapping

  private init() {
    var properties = TwoStageTable<ScalarProperties>(empty: [])
    forEachRun(UnicodeData.properties) { run, value in
      properties.fill(run, with: ScalarProperties(rawValue: value))
    }
    var combiningClasses = TwoStageTable<UInt8>(empty: 0)
    forEachRun(UnicodeData.combiningClasses) { run, value in
      combiningClasses.fill(run, with: value)
    }
    self.properties = properties
    self.combiningClasses = combiningClasses
    lowercase = ScalarMapping(UnicodeData.lowercase)
    stripped = ScalarMapping(UnicodeData.stripped)
  }
}

struct ScalarProperties: OptionSet, Sendable {
  let rawValue: UInt8

  static let removed = ScalarProperties(rawValue: 1)
  static let whitespace = ScalarProperties(rawValue: 2)
  static let punctuation = ScalarProperties(rawValue: 4)
  static let chinese = ScalarProperties(rawValue: 8)
  static let nonspacingMark = ScalarProperties(rawValue: 16)
}

/// Scalars that become other scalars.
struct ScalarMapping: Sendable {
  private var places = TwoStageTable<UInt16>(empty: 0)
  private var starts: [Int] = [0, 0]
  private var targets: [UInt32] = []

  fileprivate init(_ text: String) {
    var numbers = NumberReader(text)
    var (scalar, target) = (0, 0)
    while !numbers.isAtEnd {
      scalar += numbers.next()
      for _ in 0..<numbers.next() {
        target += numbers.nextSigned()
        targets.append(UInt32(target))
      }
      places[UInt32(scalar)] = UInt16(starts.count - 1)
      starts.append(targets.count)
      scalar += 1
    }
  }

  /// Where in ``subscript(_:)`` the targets of a scalar lie; nil where it stays as it is.
  @inline(__always)
  func range(of scalar: UInt32) -> Range<Int>? {
    let place = Int(places[scalar])
    return place == 0 ? nil : starts[place]..<starts[place + 1]
  }

  subscript(index: Int) -> UInt32 { targets[index] }
}

private func forEachRun(_ text: String, _ body: (Range<UInt32>, UInt8) -> Void) {
  var numbers = NumberReader(text)
  var end = 0
  while !numbers.isAtEnd {
    let start = end + numbers.next()
    end = start + numbers.next()
    body(UInt32(start)..<UInt32(end), UInt8(numbers.next()))
  }
}

/// The numbers of ``UnicodeData``: base 32 from the least digit on, line ends passed over.
private struct NumberReader {
  private let digits: [UInt8]
  private var place = 0

  init(_ text: String) { digits = text.utf8.filter { $0 >= 48 }.map { $0 - 48 } }

  var isAtEnd: Bool { place == digits.count }

  mutating func next() -> Int {
    var (value, shift) = (0, 0)
    while true {
      let digit = Int(digits[place])
      place += 1
      value |= (digit & 31) << shift
      shift += 5
      if digit < 32 { return value }
    }
  }

  mutating func nextSigned() -> Int {
    let folded = next()
    return folded & 1 == 0 ? folded >> 1 : -(folded + 1) >> 1
  }
}
