/// Words first ... last that bear one type.
struct Span: Equatable, Sendable {
  let type: Int
  let first: Int
  let last: Int
}

/// The spans of a sequence as `seqeval` reads it by default, as the CoNLL-2000 script did: what is
/// malformed still counts, an I or E that follows nothing of its type beginning a span.
func spans(_ tags: [Tag]) -> [Span] {
  var spans: [Span] = []
  var previous = Tag.outside
  var first = 0
  for i in 0...tags.count {
    let tag = i < tags.count ? tags[i] : .outside
    if endsSpan(previous, tag) {
      spans.append(Span(type: previous.type, first: first, last: i - 1))
    }
    if startsSpan(previous, tag) { first = i }
    previous = tag
  }
  return spans
}

private func endsSpan(_ previous: Tag, _ tag: Tag) -> Bool {
  switch previous.prefix {
  case .outside: false
  case .end, .single: true
  default:
    previous.type != tag.type || ![.inside, .end].contains(tag.prefix)
  }
}

private func startsSpan(_ previous: Tag, _ tag: Tag) -> Bool {
  switch tag.prefix {
  case .outside: false
  case .begin, .single: true
  default:
    previous.type != tag.type || ![.begin, .inside].contains(previous.prefix)
  }
}

/// The spans of a sequence as `seqeval` reads it in strict mode: only what the scheme allows.
func strictSpans(_ tags: [Tag], _ scheme: TagScheme) -> [Span] {
  var spans: [Span] = []
  let tags = tags + [.outside]
  var previous = Tag.outside
  var i = 0
  while i < tags.count {
    guard scheme.starts(previous, tags[i]) else {
      previous = tags[i]
      i += 1
      continue
    }
    var next = i + 1
    while next < tags.count, scheme.continues(tags[next - 1], tags[next]) { next += 1 }
    if next < tags.count, scheme.ends(tags[next - 1], tags[next]) {
      spans.append(Span(type: tags[i].type, first: i, last: next - 1))
    }
    previous = tags[next - 1]
    i = next
  }
  return spans
}
