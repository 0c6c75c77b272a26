import MTLKernels

/// Which pieces of a row are hidden from the model, and behind what.
///
/// As published (Devlin et al. 2018, https://arxiv.org/abs/1810.04805, §3.1 and appendix A.1): 15 % of
/// the row's pieces, at least one and at most ``most``, are to be predicted. Of these 80 % become
/// [MASK], 10 % any piece of the vocabulary, and 10 % stay as they are. Special pieces are neither
/// chosen nor counted among the words.
public struct Masking: Equatable, Sendable {
  /// The share of a row's pieces, special ones counted, that is to be predicted: `masked_lm_prob`.
  public var share: Double
  /// The most places of a row: `max_predictions_per_seq`.
  public var most: Int
  /// Whether all pieces of a word are hidden together.
  public var wholeWords: Bool
  let mask: Int32
  let vocabulary: Int
  let specials: Set<Int32>

  public init(
    mask: Int32, vocabulary: Int, specials: Set<Int32>, share: Double = 0.15, most: Int = 20,
    wholeWords: Bool = false
  ) {
    (self.mask, self.vocabulary, self.specials) = (mask, vocabulary, specials)
    (self.share, self.most, self.wholeWords) = (share, most, wholeWords)
  }

  /// Hides pieces of one row, as a pure function of the key; `firstPieces` says where words begin.
  ///
  /// A row of special pieces alone has nothing to hide and comes back as it is, without places. Whole
  /// words are taken in a drawn order as long as they fit; where the first drawn is larger than the
  /// share, and so are all others, the shortest that ``most`` allows is taken alone.
  public func hide(
    _ ids: some Collection<Int32>, firstPieces: some Collection<Int32>, key: RandomKey
  ) -> MaskedRow {
    var row = MaskedRow(ids: Array(ids), places: [], targets: [])
    let units = units(of: row.ids, firstPieces: firstPieces)
    for place in choose(units, pieces: row.ids.count { $0 >= 0 }, key: key(0)) {
      row.places.append(Int32(place))
      row.targets.append(row.ids[place])
      row.ids[place] = replacement(of: row.ids[place], key: key(1), at: place)
    }
    return row
  }

  /// Whether there is anything to hide of a row, whatever the key.
  public func canHide(
    _ ids: some Collection<Int32>, firstPieces: some Collection<Int32>
  ) -> Bool {
    units(of: Array(ids), firstPieces: firstPieces).contains { $0.count <= most }
  }

  /// What may be hidden together: single pieces, or the pieces of one word.
  private func units(
    of ids: [Int32], firstPieces: some Collection<Int32>
  ) -> [Range<Int>] {
    let starts = wholeWords ? Set(firstPieces) : []
    var units: [Range<Int>] = []
    var continues = false
    for (place, id) in ids.enumerated() {
      if id < 0 || specials.contains(id) {  // below 0: a row of another modality
        continues = false
      } else if continues, !starts.contains(Int32(place)), let last = units.popLast() {
        units.append(last.lowerBound..<place + 1)
      } else {
        units.append(place..<place + 1)
        continues = wholeWords
      }
    }
    return units
  }

  /// The places to be predicted, in order.
  private func choose(_ units: [Range<Int>], pieces: Int, key: RandomKey) -> [Int] {
    let wanted = Int((Double(pieces) * share).rounded(.toNearestOrEven))
    let limit = min(most, max(1, wanted))
    var places: [Int] = []
    for unit in key.permutation(units.count) where places.count + units[unit].count <= limit {
      places += units[unit]
      if places.count == limit { break }
    }
    if places.isEmpty, let shortest = units.min(by: { $0.count < $1.count }),
      shortest.count <= most
    {
      places += shortest
    }
    return places.sorted()
  }

  private func replacement(of id: Int32, key: RandomKey, at place: Int) -> Int32 {
    switch key.uniform(at: place) {
    case ..<0.8: mask
    case ..<0.9: id
    default: Int32(key(0).integer(below: vocabulary, at: place))
    }
  }
}

/// A row with hidden pieces.
public struct MaskedRow: Equatable, Sendable {
  /// What the model reads.
  public var ids: [Int32]
  /// Where it is to say what stands there, in order.
  public var places: [Int32]
  /// What stands there.  [places]
  public var targets: [Int32]
}
