import COneDNN

/// The weight of products x wᵀ again, in the layout that oneDNN's code for them reads fastest.
///
/// Without it every product lays the weight out anew, which is two thirds of the time where rows are
/// few. It is a copy, for weights that do not change.
public final class PackedWeight: @unchecked Sendable {
  let handle: OpaquePointer
  /// How many outputs it has.
  let columns: Int
  /// On multiples of how many of them it may be cut; nil where it may not.
  let border: Int?

  /// w: [output, input]; nil where it gains nothing: in float32, and where oneDNN is missing or has no
  /// layout of its own for this processor.
  public init?(_ w: Factor) {
    let b: OneDNNFactor
    let result: onednn_type
    switch w {
    case .float32: return nil
    case .bfloat16(let w): (b, result) = (OneDNNFactor(w, transposed: true), ONEDNN_FLOAT32)
    case .int8(let w): (b, result) = (OneDNNFactor(w, transposed: true), ONEDNN_INT32)
    }
    var shape = onednn_shape(
      rows: PackedWeight.rows, columns: Int64(b.columns), inner: Int64(b.rows),
      a_row: Int64(b.rows), a_column: 1, b_row: Int64(b.row), b_column: Int64(b.column),
      c_row: Int64(b.columns), factors: b.type, result: result, accumulates: 0, has_bias: 0)
    guard b.rows > 0, b.columns > 0, let handle = onednn_pack(&shape, b.base) else { return nil }
    self.handle = handle
    columns = b.columns
    let border = Int(onednn_packed_border(handle))
    self.border = border > 0 ? border : nil
  }

  deinit { onednn_unpack(handle) }

  /// What code that was made with it reads as the weight, from a column on a border on.
  func bytes(from column: Int) -> UnsafeRawPointer { onednn_packed_bytes(handle, Int64(column)) }

  /// The layout is that for so many rows; code for others mostly reads it too.
  private static let rows: Int64 = 256
}
