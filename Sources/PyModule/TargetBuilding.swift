import CPythonShim
import MTLData

extension mtl_targets {
  /// A target a row. Throws where the columns do not hold together.
  func values(of problem: String) throws -> [Target] {
    let column = TargetStrings(problem, texts: strings.strings, kinds: kinds.values)
    try column.check()
    let (forms, numbers) = (forms.values, numbers.values)
    let stringRanges = try string_rows.ranges("label rows", within: column.texts.count)
    let numberRanges = try number_rows.ranges("number rows", within: numbers.count)
    for (name, ranges) in [("label rows", stringRanges), ("number rows", numberRanges)] {
      guard ranges.count == forms.count else {
        throw BoundaryError.kinds(name, expected: forms.count + 1, actual: ranges.count + 1)
      }
    }
    let targets = try forms.indices.map { row in
      let numbers = numbers[numberRanges[row]]
      guard let target = try column.target(forms[row], stringRanges[row], numbers) else {
        throw BoundaryError.form(problem: problem, row: row, value: forms[row])
      }
      return target
    }
    return targets.withWholeNumbersAsTheOthers()
  }
}

/// The strings of a problem's targets: labels of three kinds, or texts.
private struct TargetStrings {
  let problem: String
  let texts: [String]
  let kinds: [UInt8]

  init(_ problem: String, texts: [String], kinds: [UInt8]) {
    (self.problem, self.texts, self.kinds) = (problem, texts, kinds)
  }

  func check() throws(BoundaryError) {
    guard kinds.count == texts.count else {
      throw .kinds("label kinds", expected: texts.count, actual: kinds.count)
    }
  }

  /// What a row's strings and numbers are in a form; nil where they are not of it.
  func target(
    _ form: UInt8, _ strings: Range<Int>, _ numbers: ArraySlice<Double>
  ) throws -> Target? {
    switch (mtl_form(rawValue: form), strings.count, numbers.count) {
    case (MTL_LABEL, 1, 0): .label(try label(strings.lowerBound))
    case (MTL_LABELS, _, 0): .labels(try strings.map(label))
    case (MTL_NUMBER, 0, 1): .number(numbers[numbers.startIndex])
    case (MTL_NUMBERS, 0, _): .numbers(Array(numbers))
    case (MTL_TEXT, 1, 0): .text(.text(texts[strings.lowerBound]))
    case (MTL_WORDS, _, 0): .text(.words(Array(texts[strings])))
    case (MTL_NOTHING, 0, 0): .nothing
    case (MTL_MODAL, _, 0): .byModality(try byModality(strings))
    default: nil
    }
  }

  /// Strings of kind 3 name a modality; the labels of its rows follow.
  private func byModality(_ strings: Range<Int>) throws -> [String: [Label]] {
    var (parts, name) = ([String: [Label]](), "")
    for index in strings {
      if kinds[index] == 3 {
        name = texts[index]
        parts[name] = []
      } else {
        parts[name, default: []].append(try label(index))
      }
    }
    return parts
  }

  private func label(_ index: Int) throws(BoundaryError) -> Label {
    let text = texts[index]
    switch kinds[index] {
    case 0: return .text(text)
    case 1:
      guard let value = Int(text) else { throw .integer(problem: problem, text: text) }
      return .integer(value)
    case 2: return .boolean(text == "true")
    case let kind: throw .kind("label kinds", index: index, value: kind)
    }
  }
}
