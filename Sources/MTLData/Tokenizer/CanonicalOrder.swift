/// Combining marks between two starters, which canonical decomposition (NFD) sorts by their class.
///
/// Only the marks that accent stripping leaves need it, which are few and rare. As in `tokenizers`,
/// the k-th scalar of the sorted run is said to come from the k-th scalar of the text's run.
struct CanonicalOrder {
  struct Mark {
    let scalar: UInt32
    let combiningClass: UInt8
    /// A nonspacing mark: it takes its place in the order and goes.
    let isRemoved: Bool
    /// The first scalar of what one scalar of the text became; the others share its source.
    let isFirst: Bool
  }

  private var marks: [Mark] = []
  private var sources: [Int32] = []
  private var survivors = 0

  var isEmpty: Bool { marks.isEmpty }

  mutating func append(_ mark: Mark, source: Int32) {
    marks.append(mark)
    if mark.isFirst { sources.append(source) }
    if !mark.isRemoved { survivors += 1 }
  }

  /// The marks that stay, sorted, each with its source; the run begins anew. `last` is the source
  /// of the scalar before the run.
  mutating func take(after last: Int32) -> [(scalar: UInt32, source: Int32)] {
    defer {
      marks.removeAll(keepingCapacity: true)
      sources.removeAll(keepingCapacity: true)
      survivors = 0
    }
    guard survivors > 0 else { return [] }
    let order = marks.indices.sorted {
      (marks[$0].combiningClass, $0) < (marks[$1].combiningClass, $1)
    }
    var (source, next) = (last, 0)
    var sorted: [(scalar: UInt32, source: Int32)] = []
    for mark in order.map({ marks[$0] }) {
      if mark.isFirst {
        source = sources[next]
        next += 1
      }
      if !mark.isRemoved { sorted.append((mark.scalar, source)) }
    }
    return sorted
  }
}
