import MTLData
import Testing

@testable import MTLCore

@Test func oneTableOfARunReachesWhatStandsBetween() throws {
  let run = try RunConfiguration(
    JSONValue(
      parsing: """
        {"model": "folder", "trunk": "mmoe", "trunk_options": {"experts": 4},
         "options": {"mood": {"layer": "mix"}}, "freeze": ["embeddings", -1]}
        """))
  #expect(run.session.trunk == "mmoe")
  #expect(run.session.trunkOptions == .object(["experts": .integer(4)]))
  #expect(run.session.options["mood"] == .object(["layer": .text("mix")]))
  #expect(run.training.freeze == .parts([.embeddings, .layer(-1)]))
}

@Test(arguments: [
  (Freeze.nothing, [Int]()), (.first(0), [0]), (.first(2), [0, 1, 2]),
  (.parts([.embeddings, .layer(3)]), [0, 3]), (.parts([.layer(-1), .layer(0)]), [0, 3]),
])
func freezingCountsAsLevelsDo(_ freeze: Freeze, _ parts: [Int]) throws {
  #expect(try freeze.parts(layers: 3).sorted() == parts)
}
