/// How many pieces of each side stay, as `truncation="longest_first"` has it in `transformers`: the
/// longer side gives until both are even, then both give; of two even sides the second keeps the
/// odd piece.
///
/// `room` is the maximum length less the special tokens.
func longestFirst(_ first: Int, _ second: Int?, room: Int) -> (first: Int, second: Int) {
  guard let second else { return (min(first, room), 0) }
  guard first + second > room else { return (first, second) }
  let shorter = min(first, second)
  guard shorter * 2 < room else { return evenly(room, firstIsLonger: first > second) }
  let longer = room - shorter
  return first > second ? (longer, shorter) : (shorter, longer)
}

private func evenly(_ room: Int, firstIsLonger: Bool) -> (first: Int, second: Int) {
  let (less, more) = (room / 2, room - room / 2)
  return firstIsLonger ? (more, less) : (less, more)
}
