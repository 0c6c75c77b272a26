import MTLKernels
import Testing

@Suite struct ArenaTests {
  @Test func measuresTheMostThatIsHeldAtOnce() {
    let needed = Arena.measure { arena in
      _ = arena.take(2, 8)
      arena.scratch { _ = arena.take(1, 64) }
      arena.scratch { _ = arena.take(1, 17) }
      _ = arena.take(1, 1)
    }
    #expect(needed == 16 + 64)
  }

  @Test func viewsBeginOnLines() throws {
    let arena = try Arena(capacity: 64)
    for _ in 0..<3 { #expect(UInt(bitPattern: arena.take(1, 3).base) % 64 == 0) }
  }

  @Test func refusesWhatTheMachineHasNot() {
    #expect {
      _ = try Arena(capacity: 1 << 58)
    } throws: {
      "\($0)"
        == "memory: expected 1099511627776 MiB to be free, the operating system refused them"
    }
  }
}
