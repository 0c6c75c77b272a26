/// What is wrong with a row's modalities.
public enum ModalFault: Equatable, Sendable {
  case unknown(String, known: [String])
  case twice(String)
  case form(String, expected: String, got: String)
  case columns(String, expected: Int, got: Int)
  case noRows(String)
  case notFinite(String, row: Int, column: Int)
  case room(rows: Int, longest: Int)
  case shape(String, got: [Int])
  case labels(problem: String, modality: String, rows: Int, labels: Int)
  case image(path: String, ImageFault)
  case file(path: String, FileFault)
}

extension ModalFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknown(let name, let known):
      "expected modalities that training has seen, got '\(shortened(name))'"
        + suggestion(for: name, among: known)
    case .twice(let name):
      "expected each modality once, got '\(shortened(name))' twice"
    case .form(let name, let expected, let got):
      "modality '\(name)': expected \(expected), got \(got)"
    case .columns(let name, let expected, let got):
      "modality '\(name)': expected \(counted(expected, "number")) in a row, got \(got)"
    case .noRows(let name):
      "modality '\(name)': expected at least one row, got none"
    case .notFinite(let name, let row, let column):
      "modality '\(name)': expected finite numbers, got another at [\(row), \(column)]"
    case .room(let rows, let longest):
      "expected modalities that leave room for text in \(longest) positions, got \(rows) rows"
    case .shape(let name, let got):
      "modality '\(name)': expected numbers [n, d] or [d], or an image, uint8 [height, width, 3], "
        + "got \(got)"
    case .labels(let problem, let modality, let rows, let labels):
      "expected \(counted(rows, "label")) of '\(problem)' for modality '\(modality)', one for each "
        + "row, got \(labels)"
    case .image(let path, let fault): "image '\(shortened(path, to: 200))': \(fault)"
    case .file(let path, let fault): "image '\(shortened(path, to: 200))': \(fault)"
    }
  }
}
