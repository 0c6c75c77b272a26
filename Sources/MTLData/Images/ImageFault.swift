/// Why an image file was refused.
public enum ImageFault: Equatable, Sendable {
  case format
  case corrupt(reason: String)
  case size(width: Int, height: Int)
  case noDecoder(reason: String)
  case memory
}

extension ImageFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .format: "expected a PNG or JPEG file, got other bytes"
    case .corrupt(let reason): "expected a whole image, got '\(shortened(reason))'"
    case .size(let width, let height):
      "expected at most \(ImageLimits.side) pixels a side and \(ImageLimits.pixels) in all, "
        + "got \(width) x \(height)"
    case .noDecoder(let reason): "expected a decoder on this machine, got none (\(reason))"
    case .memory: "expected memory for its pixels, the operating system refused it"
    }
  }
}

/// How large an image may be before it is decoded.
public enum ImageLimits {
  /// Pixels a side.
  public static let side = 16_384
  /// Pixels in all.
  public static let pixels = 1 << 26

  static func admit(width: Int, height: Int) -> Bool {
    1...side ~= width && 1...side ~= height && width * height <= pixels
  }
}
