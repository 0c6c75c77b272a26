/// The vocabulary as a tree of bytes, so that the longest piece is found in one walk.
///
/// The edges are one open-addressing table keyed by (node, byte): 30,000 pieces make 3 MB.
struct PieceTrie: Sendable {
  static let root: UInt32 = 0

  /// One step of a walk: everything about it lies in one place of memory, for the walk's time is
  /// spent waiting for memory.
  struct Edge {
    /// `node << 8 | byte`.
    fileprivate let key: UInt32
    /// Never the root, so 0 is a free place.
    let child: UInt32
    /// The piece that ends with this byte, or -1.
    fileprivate(set) var id: Int32

    fileprivate static let free = Edge(key: 0, child: 0, id: -1)
  }

  private var edges: [Edge]
  private var mask: Int
  private var nodes: UInt32 = 1

  init(expectedPieces: Int) {
    var places = 1024
    while places < expectedPieces * 6 { places *= 2 }
    edges = Array(repeating: .free, count: places)
    mask = places - 1
  }

  /// The step one byte further; nil where no piece goes on so.
  @inline(__always)
  func step(from node: UInt32, _ byte: UInt8) -> Edge? {
    let edge = edges[place(of: node << 8 | UInt32(byte))]
    return edge.child == 0 ? nil : edge
  }

  /// The node at the end of `bytes`; nil where no piece begins with them.
  func node(_ bytes: some Sequence<UInt8>) -> UInt32? {
    var node = PieceTrie.root
    for byte in bytes {
      guard let edge = step(from: node, byte) else { return nil }
      node = edge.child
    }
    return node
  }

  func id(of bytes: some Sequence<UInt8>) -> Int32? {
    var (node, id) = (PieceTrie.root, Int32(-1))
    for byte in bytes {
      guard let edge = step(from: node, byte) else { return nil }
      (node, id) = (edge.child, edge.id)
    }
    return id < 0 ? nil : id
  }

  /// A piece given twice keeps the later id; one without bytes is none.
  mutating func insert(_ bytes: some Sequence<UInt8>, id: Int32) {
    var (node, last) = (PieceTrie.root, -1)
    for byte in bytes {
      if Int(nodes) * 2 > edges.count { grow() }
      let key = node << 8 | UInt32(byte)
      last = place(of: key)
      if edges[last].child == 0 {
        edges[last] = Edge(key: key, child: nodes, id: -1)
        nodes += 1
      }
      node = edges[last].child
    }
    if last >= 0 { edges[last].id = id }
  }

  private mutating func grow() {
    let old = edges
    edges = Array(repeating: .free, count: old.count * 2)
    mask = edges.count - 1
    for edge in old where edge.child != 0 { edges[place(of: edge.key)] = edge }
  }

  /// Where the edge of this key lies, or the free place where it would.
  @inline(__always)
  private func place(of key: UInt32) -> Int {
    var place =
      Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while edges[place].child != 0, edges[place].key != key { place = (place + 1) & mask }
    return place
  }
}
