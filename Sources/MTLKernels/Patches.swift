/// The square patches of square images, one a row: y = 2 v / 255 - 1, between -1 and 1.
///
/// Dosovitskiy et al. 2021, https://arxiv.org/abs/2010.11929, §3.1.
/// pixels: [images, size, size, 3]; y: [images · (size / patch)², patch · patch · 3], the patches of an
/// image row by row, the pixels of a patch row by row, the channels of a pixel side by side.
public func cutPatches(of pixels: [UInt8], size: Int, patch: Int, into y: Matrix) {
  let span = Profile.begin("patches", bytes: 5 * y.count)
  defer { span.end() }
  let across = size / patch
  precondition(across * patch == size, "an image is whole patches")
  precondition(pixels.count == y.count && y.columns == patch * patch * 3)
  let line = patch * 3
  pixels.withUnsafeBufferPointer { pixels in
    guard let pixels = pixels.baseAddress else { return }
    Parallel.slices(of: y.rows, cost: y.columns) { rows in
      for r in rows {
        let (image, place) = (r / (across * across), r % (across * across))
        let (down, right) = (place / across, place % across)
        for i in 0..<patch {
          let source = pixels + ((image * size + down * patch + i) * size + right * patch) * 3
          let target = y.row(r) + i * line
          for c in 0..<line { target[c] = Float(source[c]) * (2 / 255) - 1 }
        }
      }
    }
  }
}
