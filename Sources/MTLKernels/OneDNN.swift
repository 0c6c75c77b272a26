import COneDNN
import Synchronization

/// oneDNN as this process finds it: it multiplies bfloat16, int8, and float32 where it gains, one thread
/// a call.
public enum OneDNN {
  /// What was found of it.
  public struct Description: Equatable, Sendable {
    /// As "2.6.3".
    public let version: String
    /// The widest instructions that it uses, as `ONEDNN_MAX_CPU_ISA` spells them.
    public let instructions: String
  }

  /// What was found, or why there is nothing to multiply with.
  public static let found: Result<Description, Absence> = {
    var about = onednn_about()
    if let reason = onednn_open(&about) {
      return .failure(Absence(reason: String(cString: reason)))
    }
    let instructions = withUnsafeBytes(of: about.instructions) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    return .success(
      Description(
        version: "\(about.major).\(about.minor).\(about.patch)", instructions: instructions))
  }()

  /// Why there is no oneDNN.
  public struct Absence: Error, Equatable, CustomStringConvertible {
    let reason: String
    public var description: String { reason }
  }

  /// Code for one shape; it may run on several threads at once.
  final class Product: @unchecked Sendable {
    private let product: OpaquePointer
    private let scratch: Int

    fileprivate init(_ product: OpaquePointer) {
      self.product = product
      scratch = onednn_scratch(product)
    }

    deinit { onednn_free(product) }

    /// Whether it was done; oneDNN takes some memory of its own, which there may not be.
    func run(
      _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, bias: UnsafePointer<Float>?,
      into c: UnsafeMutableRawPointer
    ) -> Bool {
      withUnsafeTemporaryAllocation(byteCount: max(scratch, 1), alignment: 64) {
        onednn_run(product, a, b, bias, c, $0.baseAddress)
      } == 0
    }
  }

  /// The code for a shape, kept; nil where oneDNN is missing or has none. All packed factors of one
  /// shape are laid out alike, and so are parts of them.
  static func product(_ shape: onednn_shape, _ packed: PackedWeight? = nil) -> Product? {
    let key = Key(shape, packedColumns: packed?.columns)
    if let known = kept.withLock({ $0[key] }) { return known }
    var shape = shape
    let made = onednn_make(&shape, packed?.handle).map(Product.init)  // others multiply meanwhile
    kept.withLock { kept in
      if kept.count >= most { kept.removeAll(keepingCapacity: true) }
      kept.updateValue(made, forKey: key)  // that there is none too: to ask costs as much
    }
    return made
  }

  /// More shapes than a run meets; each holds some tens of kilobytes.
  private static let most = 2048
  private static let kept = Mutex<[Key: Product?]>([:])

  private struct Key: Hashable {
    let sizes: SIMD8<Int64>
    let kinds: SIMD4<Int32>
    let packedColumns: Int?

    init(_ s: onednn_shape, packedColumns: Int?) {
      self.packedColumns = packedColumns
      sizes = SIMD8(
        s.rows, s.columns, s.inner, s.a_row, s.a_column, s.b_row, s.b_column, s.c_row)
      kinds = SIMD4(s.factors.rawValue, s.result.rawValue, s.accumulates, s.has_bias)
    }
  }
}
