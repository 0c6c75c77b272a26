import CPythonShim
import MTLCore
import MTLData

/// What an error is on the other side of the boundary: the one table from typed errors to statuses.
struct Refusal: Equatable {
  var status: mtl_status
  var number: Int32 = 0
  var text: String

  init(_ error: any Error) {
    text = "\(error)"
    status =
      switch error {
      case is BoundaryError, is ChainError, is CheckpointError: MTL_VALUE
      default: MTL_INTERNAL
      }
  }
}
