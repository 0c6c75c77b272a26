import MTLData
import MTLModel

/// What the sequences of a batch hold of other modalities than text.
struct JoinedModalities {
  private var modalities = Modalities.none
  private var places: [[Int32]] = []  // by modality: the packed rows
  private var numbers: [[Float]] = []  // by modality: their numbers
  private var pixels: [[UInt8]] = []  // by modality: or their images
  /// The modal type of each token; none where the model does not ask.
  private(set) var types: [Int32] = []

  /// As the encoder reads them, one for each modality of the model.
  var rows: [ModalRows] {
    places.indices.map { m in
      let values: ModalRows.Values =
        switch modalities.all[m].form {
        case .image(let size, let patch): .pixels(pixels[m], size: size, patch: patch)
        case .numbers(let dimension): .numbers(numbers[m], columns: dimension)
        case nil: .numbers([], columns: 0)
        }
      return ModalRows(rows: places[m], values: values)
    }
  }

  /// Adds a sequence made of a row; what it holds of a modality it holds as a whole.
  mutating func append(
    _ ids: ArraySlice<Int32>, start: Int32, of features: GroupFeatures, row: Int
  ) {
    guard !features.modalities.all.isEmpty else { return }
    if places.isEmpty { begin(features.modalities) }
    if modalities.usesTypes { addTypes(ids) }
    var found = Set<Int>()
    for (i, id) in ids.enumerated() where id < 0 {
      places[Int(-1 - id)].append(start + Int32(i))
      found.insert(Int(-1 - id))
    }
    for m in found {
      let (column, span) = (features.modal[m], features.modal[m].span(ofRow: row))
      switch modalities.all[m].form {
      case .image: pixels[m] += column.pixels[span]
      case .numbers: numbers[m] += column.numbers[span]
      case nil: break
      }
    }
  }

  private mutating func begin(_ modalities: Modalities) {
    self.modalities = modalities
    places = modalities.all.map { _ in [] }
    numbers = modalities.all.map { _ in [] }
    pixels = modalities.all.map { _ in [] }
  }

  /// A row without a word is of its modality, and so are the [SEP] before and behind such rows.
  private mutating func addTypes(_ ids: ArraySlice<Int32>) {
    for i in ids.indices {
      let around = [
        ids[i], i + 1 < ids.endIndex ? ids[i + 1] : 0, i > ids.startIndex ? ids[i - 1] : 0,
      ]
      let id = around.first { $0 < 0 }
      types.append(id.map { modalities.all[Int(-1 - $0)].type } ?? modalities.textType)
    }
  }
}
