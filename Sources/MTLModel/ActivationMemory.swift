import MTLKernels

/// The arena that activations are cut from, anew each step; it grows between steps, and never
/// inside one.
final class ActivationMemory {
  private var arena: Arena?

  /// How many floats it holds.
  var capacity: Int { arena?.capacity ?? 0 }

  /// An empty arena in which what `cut` takes has room. A quarter more is taken than is needed, so
  /// that batches of slightly different lengths do not grow it again and again.
  func prepared(_ cut: (Arena) -> Void) throws(ArenaError) -> Arena {
    let needed = Arena.measure(cut)
    if let arena, arena.capacity >= needed {
      arena.reset()
      return arena
    }
    arena = nil  // the old block goes before the new one comes
    let grown = try Arena(capacity: needed + needed / 4)
    arena = grown
    return grown
  }

  /// Gives the memory back.
  func release() { arena = nil }
}
