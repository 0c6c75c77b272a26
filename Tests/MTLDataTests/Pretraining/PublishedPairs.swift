import MTLKernels

@testable import MTLData

/// The plain reference: `create_instances_from_document` of google-research/bert, line by line, with
/// lists of pieces and an index that goes back. It draws from the same numbers.
struct PublishedPairs {
  let documents: [Document]
  let cutting: PairCutting

  struct Pair {
    var first: [Int32]
    var second: [Int32]
    var isRandom: Bool
  }

  func pairs(key: RandomKey) -> [Pair] {
    (0..<cutting.duplicates).flatMap { duplicate in
      documents.indices.flatMap { document -> [Pair] in
        var draws = Draws(key(duplicate)(document))
        return pairs(document, &draws)
      }
    }
  }

  private func sentences(_ document: Int) -> [[Int32]] {
    let document = documents[document]
    return (0..<document.sentences).map { Array(document.ids[document.pieces(of: $0..<$0 + 1)]) }
  }

  private func pairs(_ number: Int, _ draws: inout Draws) -> [Pair] {
    let document = sentences(number)
    var target = cutting.room
    if draws.uniform() < cutting.shortShare { target = draws.integer(in: 2...cutting.room) }
    var (pairs, chunk, length, i) = ([Pair](), [[Int32]](), 0, 0)
    while i < document.count {
      chunk.append(document[i])
      length += document[i].count
      if i == document.count - 1 || length >= target {
        var end = 1
        if chunk.count >= 2 { end = draws.integer(in: 1...chunk.count - 1) }
        var pair = Pair(first: chunk[..<end].flatMap { $0 }, second: [], isRandom: false)
        if chunk.count == 1 || draws.uniform() < 0.5 {
          pair.isRandom = true
          var other = draws.integer(in: 0...documents.count - 2)
          if other >= number { other += 1 }
          let sentences = sentences(other)
          for j in draws.integer(in: 0...sentences.count - 1)..<sentences.count {
            pair.second += sentences[j]
            if pair.second.count >= target - pair.first.count { break }
          }
          i -= chunk.count - end
        } else {
          pair.second = chunk[end...].flatMap { $0 }
        }
        truncate(&pair, &draws)
        pairs.append(pair)
        (chunk, length) = ([], 0)
      }
      i += 1
    }
    return pairs
  }

  private func truncate(_ pair: inout Pair, _ draws: inout Draws) {
    while pair.first.count + pair.second.count > cutting.room {
      let atFront = draws.uniform() < 0.5
      if pair.first.count > pair.second.count {
        if atFront { pair.first.removeFirst() } else { pair.first.removeLast() }
      } else {
        if atFront { pair.second.removeFirst() } else { pair.second.removeLast() }
      }
    }
  }
}
