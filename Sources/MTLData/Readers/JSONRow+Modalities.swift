extension JSONRow {
  /// What the row holds of the modalities that fields are named for, or that the model knows. A field
  /// that is absent or null holds nothing.
  func modalities(_ names: FieldNames) throws(DataError) -> [ModalInput] {
    var inputs: [ModalInput] = []
    for (name, field) in names.modalities {
      guard let value = fields[field], value != .null else { continue }
      inputs.append(
        try ModalInput(name, json: value, field: field, folder: source.folder, place: place))
    }
    return inputs
  }
}

extension ModalInput {
  /// A field of a JSON object: a list of numbers (one row), a list of such lists, or the path of an
  /// image, which begins in `folder` unless it begins at the root. Throws, naming `place`, for
  /// anything else.
  public init(
    _ name: String, json value: JSONValue, field: String, folder: String, place: String
  ) throws(DataError) {
    switch value {
    case .text(let path):
      let full = path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
      self.init(name, try ImageFile.read(full, place: place))
    case .list(let rows) where rows.first?.asList != nil:
      var numbers: [Float] = []
      let columns = rows.first?.asList?.count ?? 0
      for (i, row) in rows.enumerated() {
        guard let row = row.asList, row.count == columns else {
          let fault = RowFault.value(
            field: "\(field)[\(i)]", expected: "\(columns) numbers as in \(field)[0]",
            got: shortened(row.summary))
          throw DataError(place, .row(fault))
        }
        numbers += try ModalInput.numbers(row, field: "\(field)[\(i)]", place)
      }
      try self.init(name, numbers: numbers, shape: [rows.count, columns], place: place)
    case .list(let row):
      let numbers = try ModalInput.numbers(row, field: field, place)
      try self.init(name, numbers: numbers, shape: [row.count], place: place)
    default:
      let fault = RowFault.value(
        field: field, expected: "numbers, rows of numbers or the path of an image",
        got: shortened(value.summary))
      throw DataError(place, .row(fault))
    }
  }

  private static func numbers(
    _ values: [JSONValue], field: String, _ place: String
  ) throws(DataError) -> [Float] {
    var numbers: [Float] = []
    numbers.reserveCapacity(values.count)
    for (i, value) in values.enumerated() {
      guard let number = value.asDouble else {
        let fault = RowFault.value(
          field: "\(field)[\(i)]", expected: "a number", got: shortened(value.summary))
        throw DataError(place, .row(fault))
      }
      numbers.append(Float(number))
    }
    return numbers
  }
}

extension SourceDescription {
  /// The folder that the file lies in; paths in it begin there.
  var folder: String {
    guard let end = path.lastIndex(of: "/") else { return "" }
    return end == path.startIndex ? "/" : String(path[..<end])
  }
}
