import Testing

@testable import bert_mtl

@Test func aTableAlignsItsColumns() {
  var table = Table("problem", "value")
  table.add("intent", "7")
  table.add("a longer name", "1000")
  #expect(
    table.text == """
      problem        value
      intent             7
      a longer name   1000
      """)
}

@Test(arguments: [(0.4, "0:00"), (42, "0:42"), (3800, "1:03:20"), (-1, "?"), (.infinity, "?")])
func secondsAreShownAsAClock(seconds: Double, text: String) {
  #expect(seconds.clock == text)
}
