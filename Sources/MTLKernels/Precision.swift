import COneDNN

/// The number format in which the encoder's products read their factors.
///
/// Weights, sums, statistics, softmax and losses are float32 in each of them.
public enum Precision: String, CaseIterable, Sendable {
  case float32
  /// Micikevicius et al. 2017, https://arxiv.org/abs/1710.03740, with bfloat16 for their half.
  case bfloat16
  /// For prediction alone.
  case int8

  /// In what format rows stay that an elementwise function is still to read.
  public var kept: Precision { self == .int8 ? .float32 : self }

  /// Why this machine cannot multiply in this format; nil where it can.
  public var absence: String? {
    guard self != .float32 else { return nil }
    switch OneDNN.found {
    case .failure(let absence): return absence.description
    case .success(let found):
      if self == .int8, !Precision.sumsBytesExactly(found.instructions) {
        return "oneDNN sums int8 exactly with VNNI alone, and uses \(found.instructions)"
      }
    }
    let shape = onednn_shape(
      rows: 64, columns: 64, inner: 64, a_row: 64, a_column: 1, b_row: 1, b_column: 64, c_row: 64,
      factors: self == .int8 ? ONEDNN_INT8 : ONEDNN_BFLOAT16,
      result: self == .int8 ? ONEDNN_INT32 : ONEDNN_FLOAT32, accumulates: 0, has_bias: 0)
    return OneDNN.product(shape) == nil ? "oneDNN has no such product on this processor" : nil
  }

  /// Whether oneDNN's instructions, as it spells them, sum products of int8 in 32 bits: those before
  /// VNNI add pairs in 16 bits, where 127 · 127 + 127 · 127 does not fit.
  static func sumsBytesExactly(_ instructions: String) -> Bool {
    ["VNNI", "BF16", "AMX"].contains { instructions.hasSuffix($0) }
  }
}

extension Arena {
  /// Rows in the format that products of this precision read.
  public func take(_ rows: Int, _ columns: Int, _ precision: Precision) -> Factor {
    switch precision {
    case .float32: .float32(take(rows, columns))
    case .bfloat16: .bfloat16(takeHalf(rows, columns))
    case .int8: .int8(takeBytes(rows, columns))
    }
  }
}
