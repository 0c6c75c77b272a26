/// What a row holds of one modality, checked and in the form that the model reads.
public struct ModalPart: Equatable, Sendable {
  /// Its number among the model's modalities.
  public let modality: Int
  /// The rows it becomes, without the two `[SEP]` around them.
  public let rows: Int
  public let values: Values

  public enum Values: Equatable, Sendable {
    case numbers([Float])  // [rows, columns]
    case pixels([UInt8])  // [size, size, 3]
  }
}

extension Modalities {
  /// What an input holds of each modality, in this order. Throws, naming `place`, for what does not
  /// have the form that is configured or was learnt.
  public func parts(
    of input: Input, place: @autoclosure () -> String
  ) throws(DataError) -> [ModalPart] {
    var parts: [ModalPart] = []
    for modal in input.modalities {
      guard let number = index(of: modal.name), let form = all[number].form else {
        let known = all.filter { $0.form != nil }.map(\.name)
        let fault = ModalFault.unknown(modal.name, known: known)
        throw DataError(place(), .modal(fault))
      }
      guard !parts.contains(where: { $0.modality == number }) else {
        throw DataError(place(), .modal(.twice(modal.name)))
      }
      do throws(ModalFault.Wrapped) {
        parts.append(try form.part(of: modal, number))
      } catch {
        throw DataError(place(), .modal(error.fault))
      }
    }
    return parts.sorted { $0.modality < $1.modality }
  }
}

extension ModalFault {
  /// A fault on its way to whoever knows the place.
  struct Wrapped: Error { let fault: ModalFault }
}

extension Modality.Form {
  fileprivate func part(
    of input: ModalInput, _ modality: Int
  ) throws(ModalFault.Wrapped) -> ModalPart {
    func fault(_ fault: ModalFault) -> ModalFault.Wrapped { ModalFault.Wrapped(fault: fault) }
    switch (self, input.values) {
    case (.numbers(let dimension), .numbers(let values, let columns)):
      guard columns == dimension else {
        throw fault(.columns(input.name, expected: dimension, got: columns))
      }
      if let bad = values.firstIndex(where: { !$0.isFinite }) {
        throw fault(.notFinite(input.name, row: bad / columns, column: bad % columns))
      }
      return ModalPart(
        modality: modality, rows: values.count / columns, values: .numbers(values))
    case (.image(let size, let patch), .pixels(let pixels, let height, let width)):
      return ModalPart(
        modality: modality, rows: size / patch * (size / patch),
        values: .pixels(resized(pixels, height: height, width: width, to: size)))
    case (.numbers(let dimension), .pixels):
      throw fault(
        .form(
          input.name, expected: "numbers [rows, \(dimension)]", got: input.values.summary))
    case (.image, .numbers):
      throw fault(
        .form(
          input.name, expected: "an image, uint8 [height, width, 3]", got: input.values.summary))
    }
  }
}

extension [ModalPart] {
  /// The positions they take, `[SEP]` included.
  public var positions: Int { reduce(0) { $0 + $1.rows + 2 } }
}

extension Encoding {
  /// Appends `[SEP] row … row [SEP]` for each part, in the segment of its modality.
  public mutating func append(_ parts: [ModalPart], of modalities: Modalities, separator: Int32) {
    for part in parts {
      let (count, modality) = (part.rows + 2, modalities.all[part.modality])
      let rows = [Int32](repeating: -1 - Int32(part.modality), count: part.rows)
      ids += [separator] + rows + [separator]
      types += [Int32](repeating: modality.segment, count: count)
      offsets += [Range<Int32>](repeating: 0..<0, count: count)
      words += [Int32](repeating: -1, count: count)
      sides += [Int8](repeating: Int8(clamping: 2 + part.modality), count: count)
    }
  }
}
