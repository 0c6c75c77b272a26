import MTLKernels

/// Cuts documents into pairs for next sentence prediction.
///
/// Devlin et al. 2018, https://arxiv.org/abs/1810.04805, appendix A.2, as `create_pretraining_data.py`
/// of google-research/bert does it: sentences are gathered until they fill the room (or, for a
/// ``shortShare`` of the documents, a drawn part of it), cut in two at a drawn sentence, and the second
/// half is replaced by a span of another document half of the time; the replaced sentences are then
/// used again. A chunk of one sentence always gets a span of another document.
public struct PairCutting: Equatable, Sendable {
  /// How many pieces both spans have room for together.
  public var room: Int
  /// The share of documents cut shorter: `short_seq_prob`.
  public var shortShare: Double
  /// How often each document is cut, differently each time: `dupe_factor`.
  public var duplicates: Int

  /// The rows will have `maximumLength` pieces, three special ones counted.
  public init(maximumLength: Int, shortShare: Double = 0.1, duplicates: Int = 10) {
    precondition(maximumLength >= 5 && duplicates > 0)
    room = maximumLength - 3
    (self.shortShare, self.duplicates) = (shortShare, duplicates)
  }

  /// The pairs of all documents, in their order, once for each duplicate: a pure function of the key.
  /// There are at least two documents, and each has a sentence.
  public func pairs(of documents: [Document], key: RandomKey) -> [DocumentPair] {
    precondition(documents.count > 1, "a random next sentence comes from another document")
    return (0..<duplicates).flatMap { duplicate in
      documents.indices.flatMap { document -> [DocumentPair] in
        var draws = Draws(key(duplicate)(document))
        return pairs(of: document, documents, &draws)
      }
    }
  }

  private func pairs(
    of document: Int, _ documents: [Document], _ draws: inout Draws
  ) -> [DocumentPair] {
    let own = documents[document]
    let target = draws.uniform() < shortShare ? draws.integer(in: 2...room) : room
    var pairs: [DocumentPair] = []
    var start = 0
    while start < own.sentences {
      var end = start + 1
      while end < own.sentences, own.pieces(of: start..<end).count < target { end += 1 }
      let cut = end - start == 1 ? end : start + draws.integer(in: 1...end - start - 1)
      let first = own.pieces(of: start..<cut)
      let isRandom = cut == end || draws.uniform() < 0.5
      var pair = DocumentPair(
        first: .init(document: document, pieces: first),
        second: isRandom
          ? other(than: document, documents, length: target - first.count, &draws)
          : .init(document: document, pieces: own.pieces(of: cut..<end)),
        isRandom: isRandom)
      pair.truncate(to: room, &draws)
      pairs.append(pair)
      start = isRandom ? cut : end
    }
    return pairs
  }

  /// Sentences of another document, from a drawn one on, until they have `length` pieces or end.
  private func other(
    than document: Int, _ documents: [Document], length: Int, _ draws: inout Draws
  ) -> DocumentPair.Span {
    let drawn = draws.integer(in: 0...documents.count - 2)
    let other = drawn < document ? drawn : drawn + 1
    let start = draws.integer(in: 0...documents[other].sentences - 1)
    var end = start + 1
    while end < documents[other].sentences,
      documents[other].pieces(of: start..<end).count < length
    {
      end += 1
    }
    return .init(document: other, pieces: documents[other].pieces(of: start..<end))
  }
}
