import Foundation
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

  @Test func lendsAPartOfItself() throws {
    let arena = try Arena(capacity: 64)
    let whole = arena.whole
    _ = arena.take(1, 16)
    let part = arena.part(32)
    fill(part.take(1, 16), with: 1)
    fill(part.take(1, 16), with: 2)
    part.reset()
    fill(part.take(1, 8), with: 3)
    #expect(arena.used == 48 && part.capacity == 32)
    #expect(
      Array(whole.values[16..<40]) == [3, 3, 3, 3, 3, 3, 3, 3] + [1, 1, 1, 1, 1, 1, 1, 1]
        + [2, 2, 2, 2, 2, 2, 2, 2])
    #expect(Arena.measure { _ = $0.part(17) } == 32)
  }

  @Test func viewsBeginOnLines() throws {
    let arena = try Arena(capacity: 64)
    for _ in 0..<3 { #expect(UInt(bitPattern: arena.take(1, 3).base) % 64 == 0) }
  }

  /// The kernel's note of what it was asked for a block; a kernel without large pages has none.
  @Test func asksForLargePagesWhereTheBlockIsLarge() throws {
    let pages = "/sys/kernel/mm/transparent_hugepage/enabled"
    guard FileManager.default.fileExists(atPath: pages) else { return }
    for (capacity, isLarge) in [(1 << 24, true), (1 << 10, false)] {
      let arena = try Arena(capacity: capacity)
      #expect(arena.whole.values.allSatisfy { $0 == 0 })
      let address = UInt(bitPattern: arena.whole.base)
      let flags = try #require(try flags(ofTheMappingAt: address))
      #expect(flags.contains("hg") == isLarge, "\(flags)")
    }
  }

  /// `VmFlags` of /proc/self/smaps.
  private func flags(ofTheMappingAt address: UInt) throws -> [Substring]? {
    let file = try #require(FileHandle(forReadingAtPath: "/proc/self/smaps"))
    let smaps = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    var isInside = false
    for line in smaps.split(separator: "\n") {
      let ends = line.prefix { $0 != " " }.split(separator: "-").map { UInt($0, radix: 16) }
      if ends.count == 2, let first = ends[0], let last = ends[1] {
        isInside = (first..<last).contains(address)
      } else if isInside, line.hasPrefix("VmFlags:") {
        return line.dropFirst("VmFlags:".count).split(separator: " ")
      }
    }
    return nil
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
