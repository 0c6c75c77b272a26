#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One block of floats, freed once. ``take(_:_:)`` cuts views from it in order.
///
/// The block comes zeroed from the operating system, which gives it memory page by page when it is
/// first touched: pages of 2 MiB, where it has them. Views begin on 64-byte borders. ``reset()`` lets
/// the next step cut the block anew.
public final class Arena: @unchecked Sendable {
  public let capacity: Int
  private let base: UnsafeMutablePointer<Float>
  private let isCounting: Bool
  private let ownsBlock: Bool
  public private(set) var used = 0
  private var most = 0

  /// Throws ``ArenaError/memory(bytes:)`` where the operating system has no such block to give.
  public init(capacity: Int) throws(ArenaError) {
    let bytes = max(capacity, 1) * MemoryLayout<Float>.stride
    let block = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let block, block != MAP_FAILED else { throw .memory(bytes: bytes) }
    Arena.askForLargePages(block, bytes: bytes)
    self.capacity = capacity
    base = block.assumingMemoryBound(to: Float.self)
    (isCounting, ownsBlock) = (false, true)
  }

  private init(base: UnsafeMutablePointer<Float>, capacity: Int) {
    (self.base, self.capacity) = (base, capacity)
    (isCounting, ownsBlock) = (false, false)
  }

  private init() {
    capacity = .max
    base = UnsafeMutablePointer(bitPattern: 64).unsafelyUnwrapped
    (isCounting, ownsBlock) = (true, false)
  }

  deinit {
    if ownsBlock { munmap(base, max(capacity, 1) * MemoryLayout<Float>.stride) }
  }

  /// A gigabyte in pages of 4 KiB is 262,144 faults when it is first written, and misses in the
  /// processor's table of pages ever after. The system may refuse; nothing is lost then.
  private static func askForLargePages(_ block: UnsafeMutableRawPointer, bytes: Int) {
    #if os(Linux)
      if bytes >= 1 << 22 { _ = madvise(block, bytes, MADV_HUGEPAGE) }
    #endif
  }

  /// The most floats that `body` holds at once of the arena it is given. Its views must not be touched.
  public static func measure(_ body: (Arena) -> Void) -> Int {
    let counter = Arena()
    body(counter)
    return counter.most
  }

  /// The next `rows * columns` floats, holding whatever was there, and the spare rows behind them.
  public func take(_ rows: Int, _ columns: Int) -> Matrix {
    let spare = RowClass.of(rows) - rows
    return Matrix(
      base: cut((rows + spare) * columns), rows: rows, columns: columns, spare: spare)
  }

  /// The same in bfloat16.
  public func takeHalf(_ rows: Int, _ columns: Int) -> HalfMatrix {
    let spare = RowClass.of(rows) - rows
    let base = UnsafeMutableRawPointer(cut(((rows + spare) * columns + 1) / 2))
    return HalfMatrix(
      base: base.assumingMemoryBound(to: UInt16.self), rows: rows, columns: columns, spare: spare)
  }

  /// The same in int8, with a scale a row.
  public func takeBytes(_ rows: Int, _ columns: Int) -> ByteMatrix {
    let spare = RowClass.of(rows) - rows
    let base = UnsafeMutableRawPointer(cut(((rows + spare) * columns + 3) / 4))
    return ByteMatrix(
      base: base.assumingMemoryBound(to: Int8.self), rows: rows, columns: columns,
      scales: take(1, rows).base, spare: spare)
  }

  /// The next `count` floats.
  private func cut(_ count: Int) -> UnsafeMutablePointer<Float> {
    let count = Arena.rounded(count)
    precondition(count <= capacity - used, "arena of \(capacity) floats exhausted")
    defer {
      used += count
      most = max(most, used)
    }
    return isCounting ? base : base + used
  }

  /// The next `capacity` floats as an arena that lends them on, for work whose steps differ in size.
  /// It lives no longer than this one, and not at all in ``measure(_:)``.
  public func part(_ capacity: Int) -> Arena {
    Arena(base: take(1, capacity).base, capacity: capacity)
  }

  /// A view of floats already taken, as every ``Parameter`` reads its own.
  public func view(at offset: Int, _ rows: Int, _ columns: Int) -> Matrix {
    precondition(offset + rows * columns <= capacity, "view past the end of the arena")
    return Matrix(base: base + offset, rows: rows, columns: columns)
  }

  /// The same of bfloat16, which lie two to a float; `offset` counts them.
  public func halfView(at offset: Int, _ rows: Int, _ columns: Int) -> HalfMatrix {
    precondition(offset + rows * columns <= 2 * capacity, "view past the end of the arena")
    let halves = UnsafeMutableRawPointer(base).assumingMemoryBound(to: UInt16.self)
    return HalfMatrix(base: halves + offset, rows: rows, columns: columns)
  }

  /// The same of int8, which lie four to a float; `offset` counts them.
  public func byteView(at offset: Int, _ rows: Int, _ columns: Int, scales: Matrix) -> ByteMatrix {
    precondition(offset + rows * columns <= 4 * capacity, "view past the end of the arena")
    precondition(scales.count == rows, "a scale a row")
    let bytes = UnsafeMutableRawPointer(base).assumingMemoryBound(to: Int8.self)
    return ByteMatrix(base: bytes + offset, rows: rows, columns: columns, scales: scales.base)
  }

  /// Everything the arena holds, as one row.
  public var whole: Matrix { view(at: 0, 1, capacity) }

  /// Forgets every view cut so far; their memory is cut anew.
  public func reset() { used = 0 }

  /// Gives what was taken after this mark back when `body` ends: memory for one expression's scratch.
  public func scratch<Result>(_ body: () throws -> Result) rethrows -> Result {
    let mark = used
    defer { used = mark }
    return try body()
  }

  /// `count` rounded up to whole 64-byte lines.
  public static func rounded(_ count: Int) -> Int { (count + 15) & ~15 }
}

public enum ArenaError: Error, Equatable, CustomStringConvertible {
  case memory(bytes: Int)

  public var description: String {
    switch self {
    case .memory(let bytes):
      "memory: expected \(bytes / 1_048_576) MiB to be free, the operating system refused them"
    }
  }
}
