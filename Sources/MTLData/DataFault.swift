/// What is wrong with data, in itself; ``DataError`` adds the place.
public indirect enum DataFault: Equatable, Sendable {
  case file(FileFault)
  case row(RowFault)
  case label(LabelFault)
  case number(NumberFault)
  case group(GroupFault)
  case modal(ModalFault)
  case mask(MaskFault)
  case document(DocumentFault)
}

extension DataFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .file(let fault): fault.description
    case .row(let fault): fault.description
    case .label(let fault): fault.description
    case .number(let fault): fault.description
    case .group(let fault): fault.description
    case .modal(let fault): fault.description
    case .mask(let fault): fault.description
    case .document(let fault): fault.description
    }
  }
}
