import MTLKernels
import TestSupport
import Testing

@Suite struct PatchesTests {
  /// Pixel by pixel, as the definition says.
  private func reference(_ pixels: [UInt8], images: Int, size: Int, patch: Int) -> [Float] {
    var y: [Float] = []
    for image in 0..<images {
      for down in 0..<size / patch {
        for right in 0..<size / patch {
          for row in 0..<patch {
            for column in 0..<patch {
              for channel in 0..<3 {
                let (r, c) = (down * patch + row, right * patch + column)
                let v = pixels[((image * size + r) * size + c) * 3 + channel]
                y.append(2 * Float(v) / 255 - 1)
              }
            }
          }
        }
      }
    }
    return y
  }

  @Test(arguments: [(1, 1, 1), (1, 4, 2), (3, 6, 3), (2, 8, 8), (5, 48, 8)])
  func equalsItsDefinition(images: Int, size: Int, patch: Int) throws {
    let key = RandomKey(seed: 4)
    let pixels = (0..<images * size * size * 3).map {
      UInt8(truncatingIfNeeded: key.bits(at: $0))
    }
    let patches = images * (size / patch) * (size / patch)
    let arena = try Arena(capacity: 2 * pixels.count + 64)
    let y = arena.take(patches, patch * patch * 3)
    cutPatches(of: pixels, size: size, patch: patch, into: y)
    let wanted = reference(pixels, images: images, size: size, patch: patch)
    #expect(zip(y.values, wanted).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func blackIsMinusOneAndWhiteIsOne() throws {
    let arena = try Arena(capacity: 16)
    let y = arena.take(1, 12)
    cutPatches(of: [0, 255, 0, 255, 0, 0, 0, 0, 0, 0, 0, 255], size: 2, patch: 2, into: y)
    #expect(y.values == [-1, 1, -1, 1, -1, -1, -1, -1, -1, -1, -1, 1])
  }
}
