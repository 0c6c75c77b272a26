/// The candidate that a mistyped `name` most likely meant: the smallest edit distance (Levenshtein
/// 1966), ignoring case, if it changes no more than a third of the longer of both.
public func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
  // Nobody mistypes a name of this length; the bound keeps hostile names from costing time.
  let longest = 128
  let wanted = Array(name.lowercased().unicodeScalars.prefix(longest + 1))
  guard wanted.count <= longest else { return nil }
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    let known = Array(candidate.lowercased().unicodeScalars.prefix(longest + 1))
    let allowed = max(1, max(known.count, wanted.count) / 3)
    guard known.count <= longest, abs(known.count - wanted.count) <= allowed else { continue }
    let distance = editDistance(wanted, known)
    guard distance <= allowed, distance < max(known.count, wanted.count) else { continue }
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.candidate
}

/// What a message adds after a wrong name: the nearest known one, else all of them.
///
/// `; did you mean 'intent'?`, or `; known: 'intent', 'slots'`, or nothing where nothing is known.
public func suggestion(for name: String, among candidates: some Collection<String>) -> String {
  if let near = nearest(to: name, among: candidates) { return "; did you mean '\(near)'?" }
  return candidates.isEmpty ? "" : "; known: \(listed(candidates))"
}

/// `'a', 'b', 'c'`, cut after twelve.
public func listed(_ names: some Collection<String>) -> String {
  let shown = names.prefix(12).map { "'\(shortened($0))'" }.joined(separator: ", ")
  return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
}

/// One row of the distance table at a time: entry j is the distance of the prefix of `a` read so
/// far to the first j scalars of `b`.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let substituted = diagonal + (a[i] == b[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, min(row[j], row[j + 1]) + 1)
    }
  }
  return row[b.count]
}
