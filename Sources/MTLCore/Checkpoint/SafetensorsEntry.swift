/// What a safetensors header says of one tensor.
struct SafetensorsEntry: Equatable {
  let name: String
  let type: ElementType
  let shape: [Int]
  /// Where its bytes lie in the data.
  let range: Range<Int>
}
