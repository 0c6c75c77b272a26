/// An image resized to a square, with the triangle filter that widens as the image shrinks: the same
/// bytes as Pillow's `resize((size, height), BILINEAR).resize((size, size), BILINEAR)`.
///
/// Two passes, across and then down, since Pillow's versions differ in their order, each in fixed
/// point of 22 bits.
/// pixels: [height, width, 3] → [size, size, 3].
func resized(_ pixels: [UInt8], height: Int, width: Int, to size: Int) -> [UInt8] {
  var (pixels, columns) = (pixels, width)
  if columns != size {
    pixels = resampledAcross(pixels, rows: height, columns: columns, to: size)
    columns = size
  }
  guard height != size else { return pixels }
  return resampledDown(pixels, rows: height, columns: columns, to: size)
}

/// [rows, columns, 3] → [rows, size, 3].
private func resampledAcross(
  _ pixels: [UInt8], rows: Int, columns: Int, to size: Int
) -> [UInt8] {
  let windows = Window.all(from: columns, to: size)
  var result = [UInt8](repeating: 0, count: rows * size * 3)
  for r in 0..<rows {
    for (x, window) in windows.enumerated() {
      for channel in 0..<3 {
        var sum = Window.half
        var place = (r * columns + window.start) * 3 + channel
        for weight in window.weights {
          sum += Int(pixels[place]) * weight
          place += 3
        }
        result[(r * size + x) * 3 + channel] = Window.rounded(sum)
      }
    }
  }
  return result
}

/// [rows, columns, 3] → [size, columns, 3].
private func resampledDown(
  _ pixels: [UInt8], rows: Int, columns: Int, to size: Int
) -> [UInt8] {
  let line = columns * 3
  var result = [UInt8](repeating: 0, count: size * line)
  for (y, window) in Window.all(from: rows, to: size).enumerated() {
    for i in 0..<line {
      var sum = Window.half
      var place = window.start * line + i
      for weight in window.weights {
        sum += Int(pixels[place]) * weight
        place += line
      }
      result[y * line + i] = Window.rounded(sum)
    }
  }
  return result
}

/// The pixels that one pixel of the result is made of, and what each is multiplied with.
private struct Window {
  let start: Int
  let weights: [Int]

  private static let bits = 22
  /// One half, so that ``rounded(_:)`` rounds to the nearest.
  static let half = 1 << (bits - 1)

  static func rounded(_ sum: Int) -> UInt8 { UInt8(clamping: sum >> bits) }

  static func all(from count: Int, to size: Int) -> [Window] {
    let scale = Double(count) / Double(size)
    let reach = max(scale, 1)
    let narrowing = 1 / reach
    return (0..<size).map { i in
      let center = (Double(i) + 0.5) * scale
      let start = max(0, Int(center - reach + 0.5))
      let end = min(count, Int(center + reach + 0.5))
      let heights = (start..<end).map { max(0, 1 - abs((Double($0) - center + 0.5) * narrowing)) }
      let total = heights.reduce(0, +)
      return Window(
        start: start,
        weights: heights.map { Int(($0 / total * Double(1 << bits) + 0.5).rounded(.down)) })
    }
  }
}
