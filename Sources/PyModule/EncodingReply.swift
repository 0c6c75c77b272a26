// The names of descriptions are those of the JSON.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import MTLCore
import MTLData

/// What a tokenizer says of itself.
struct TokenizerDescription: Encodable {
  let pieces: [String?]
  let maximum_length: Int?

  init(_ tokenizer: Tokenizer) {
    pieces = (0..<tokenizer.vocabularySize).map { tokenizer.piece(of: Int32($0)) }
    maximum_length = tokenizer.modelMaximumLength
  }
}

extension Reply {
  /// The pieces of all rows end to end; `row_starts` says where each row begins.
  init(_ encodings: [Encoding]) {
    let rows = encodings.count
    var starts: [Int64] = [0]
    starts.reserveCapacity(rows + 1)
    for encoding in encodings { starts.append(starts[starts.count - 1] + Int64(encoding.count)) }
    let count = Int(starts[rows])
    func flat(_ part: (Encoding) -> [Int32]) -> [Int32] {
      var values: [Int32] = []
      values.reserveCapacity(count)
      for encoding in encodings { values += part(encoding) }
      return values
    }
    let offsets = flat { $0.offsets.flatMap { [$0.lowerBound, $0.upperBound] } }
    self.init(
      json: "{}",
      arrays: [
        NamedArray("ids", shape: [count], .int32(flat(\.ids))),
        NamedArray("type_ids", shape: [count], .int32(flat(\.types))),
        NamedArray("offsets", shape: [count, 2], .int32(offsets)),
        NamedArray("words", shape: [count], .int32(flat(\.words))),
        NamedArray("sides", shape: [count], .int32(flat { $0.sides.map(Int32.init) })),
        NamedArray("row_starts", shape: [rows + 1], .int64(starts)),
        NamedArray("truncated", shape: [rows], .int64(encodings.map { Int64($0.truncated) })),
      ])
  }
}
