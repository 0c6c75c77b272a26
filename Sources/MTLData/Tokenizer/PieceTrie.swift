/// The vocabulary as a tree of bytes, so that the longest piece is found in one walk.
///
/// The edges are one open-addressing table keyed by (node, byte): 30,000 pieces make 2 MB.
struct PieceTrie: Sendable {
  static let root: UInt32 = 0

  /// `(node << 8 | byte) << 32 | child`; a child is never the root, so 0 is a free place.
  private var edges: [UInt64]
  private var mask: Int
  private var ids: [Int32] = [-1]

  init(expectedPieces: Int) {
    var places = 1024
    while places < expectedPieces * 8 { places *= 2 }
    edges = Array(repeating: 0, count: places)
    mask = places - 1
  }

  /// The node one byte further; nil where no piece goes on so.
  @inline(__always)
  func child(of node: UInt32, _ byte: UInt8) -> UInt32? {
    let key = node << 8 | UInt32(byte)
    var place = PieceTrie.place(key, mask)
    while true {
      let edge = edges[place]
      if UInt32(truncatingIfNeeded: edge >> 32) == key, edge != 0 {
        return UInt32(truncatingIfNeeded: edge)
      }
      if edge == 0 { return nil }
      place = (place + 1) & mask
    }
  }

  /// The id of the piece that ends at a node, or -1.
  @inline(__always)
  func id(at node: UInt32) -> Int32 { ids[Int(node)] }

  /// The node at the end of `bytes`; nil where no piece begins with them.
  func node(_ bytes: some Sequence<UInt8>) -> UInt32? {
    var node = PieceTrie.root
    for byte in bytes {
      guard let next = child(of: node, byte) else { return nil }
      node = next
    }
    return node
  }

  func id(of bytes: some Sequence<UInt8>) -> Int32? {
    guard let node = node(bytes), ids[Int(node)] >= 0 else { return nil }
    return ids[Int(node)]
  }

  /// A piece given twice keeps the later id.
  mutating func insert(_ bytes: some Sequence<UInt8>, id: Int32) {
    var node = PieceTrie.root
    for byte in bytes {
      if let next = child(of: node, byte) {
        node = next
        continue
      }
      if ids.count * 2 > edges.count { grow() }
      let next = UInt32(ids.count)
      ids.append(-1)
      add(UInt64(node << 8 | UInt32(byte)) << 32 | UInt64(next))
      node = next
    }
    ids[Int(node)] = id
  }

  private mutating func add(_ edge: UInt64) {
    var place = PieceTrie.place(UInt32(truncatingIfNeeded: edge >> 32), mask)
    while edges[place] != 0 { place = (place + 1) & mask }
    edges[place] = edge
  }

  private mutating func grow() {
    let old = edges
    edges = Array(repeating: 0, count: old.count * 2)
    mask = edges.count - 1
    for edge in old where edge != 0 { add(edge) }
  }

  @inline(__always)
  private static func place(_ key: UInt32, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
  }
}
