import CImageFiles

/// A PNG or JPEG file, decoded by the system's libraries.
public enum ImageFile {
  /// The largest file that is read.
  private static let mostBytes = 1 << 28

  /// The image of a file as a modality's input. Throws, naming `place`, for a file that is none, is not
  /// whole, or is larger than ``ImageLimits`` before it is decoded.
  public static func read(
    _ path: String, place: @autoclosure () -> String
  ) throws(DataError) -> ModalValues {
    let bytes: [UInt8]
    do {
      bytes = try SourceText.bytes(path, most: mostBytes, ofRegularFile: true)
    } catch {
      guard case .file(let fault) = error.fault else { throw error }
      throw DataError(place(), .modal(.file(path: path, fault)))
    }
    var result = image_result()
    defer { image_free(&result) }
    let status = bytes.withUnsafeBufferPointer {
      image_decode(
        $0.baseAddress, $0.count, Int64(ImageLimits.side), Int64(ImageLimits.pixels), &result)
    }
    guard status == IMAGE_OK, let pixels = result.pixels else {
      throw DataError(place(), .modal(.image(path: path, ImageFault(status, result))))
    }
    let (height, width) = (Int(result.height), Int(result.width))
    let copy = Array(UnsafeBufferPointer(start: pixels, count: height * width * 3))
    return .pixels(copy, height: height, width: width)
  }
}

extension ImageFault {
  fileprivate init(_ status: image_status, _ result: image_result) {
    let reason = withUnsafeBytes(of: result.reason) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    switch status {
    case IMAGE_FORMAT: self = .format
    case IMAGE_SIZE: self = .size(width: Int(result.width), height: Int(result.height))
    case IMAGE_DECODER: self = .noDecoder(reason: reason)
    case IMAGE_MEMORY: self = .memory
    default: self = .corrupt(reason: reason)
    }
  }
}
