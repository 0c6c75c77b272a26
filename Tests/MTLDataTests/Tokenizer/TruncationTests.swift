import Testing

@testable import MTLData

@Suite struct TruncationTests {
  /// One piece at a time from the longer side, from the second where both are even and room is
  /// even.
  private func slowly(_ first: Int, _ second: Int, room: Int) -> (Int, Int) {
    var (a, b) = (first, second)
    while a + b > room {
      if a > b || (a == b && room % 2 == 1 && first <= second) { a -= 1 } else { b -= 1 }
    }
    return (a, b)
  }

  @Test func longestFirstGivesFirst() {
    for first in 0..<12 {
      for second in 0..<12 {
        for room in 1..<26 {
          let fast = longestFirst(first, second, room: room)
          let slow = slowly(first, second, room: room)
          #expect(fast == slow, "\(first) \(second) in \(room)")
        }
      }
    }
    #expect(longestFirst(7, nil, room: 5) == (5, 0))
    #expect(longestFirst(3, nil, room: .max) == (3, 0))
  }
}
