import Foundation
import TestSupport
import Testing

@testable import MTLData

/// What Pillow makes of the images of `Tests/Fixtures/images`.
@Suite struct ImageTests {
  static let names = [
    "alpha.png", "colours.png", "grey.png", "palette.png", "photo.jpg", "grey.jpg",
  ]

  private func golden(_ name: String) throws -> JSONObject {
    let text = String(decoding: try fixture("images/goldens.json"), as: UTF8.self)
    return try #require(try JSONValue(parsing: text).asObject?[name]?.asObject)
  }

  private func bytes(_ value: JSONValue?) throws -> [UInt8] {
    try #require(value?.asList).map { UInt8(clamping: $0.asInteger ?? -1) }
  }

  private func read(_ bytes: [UInt8], _ name: String = "image") throws -> ModalValues {
    let folder = try TemporaryFolder()
    return try ImageFile.read(try folder.write(bytes, to: name), place: "row 0")
  }

  /// PNG decodes to the same bytes; JPEG's inverse transform may differ by rounding.
  @Test(arguments: names)
  func decodesAsPillowDoes(_ name: String) throws {
    let golden = try golden(name)
    let image = try read(try fixture("images/\(name)"))
    guard case .pixels(let pixels, let height, let width) = image else {
      Issue.record("\(image)")
      return
    }
    let wanted = try bytes(golden["pixels"])
    #expect([height, width] == [golden["height"]?.asInteger, golden["width"]?.asInteger])
    #expect(pixels.count == wanted.count)
    let worst = zip(pixels, wanted).map { abs(Int($0) - Int($1)) }.max() ?? 0
    #expect(worst <= (name.hasSuffix("jpg") ? 2 : 0))
  }

  @Test(arguments: names)
  func resizesAsPillowDoes(_ name: String) throws {
    let golden = try golden(name)
    let sizes = try #require(golden["resized"]?.asObject)
    for size in sizes.keys {
      let result = resized(
        try bytes(golden["pixels"]), height: golden["height"]?.asInteger ?? 0,
        width: golden["width"]?.asInteger ?? 0, to: Int(size) ?? 0)
      let wanted = try bytes(sizes[size])
      #expect(result == wanted, "\(name) to \(size)")
    }
  }

  @Test(arguments: [
    ([UInt8](), "expected a PNG or JPEG file, got other bytes"),
    (Array("GIF89a".utf8), "expected a PNG or JPEG file, got other bytes"),
    ([0xFF, 0xD8, 0xFF], "expected a whole image, got 'Premature end of JPEG file'"),
  ])
  func refusesBytes(_ bytes: [UInt8], _ message: String) throws {
    #expect {
      try read(bytes)
    } throws: {
      "\($0)".hasPrefix("row 0: image '") && "\($0)".hasSuffix("': \(message)")
    }
  }

  @Test(arguments: names)
  func refusesAFileThatEndsTooEarly(_ name: String) throws {
    let whole = try fixture("images/\(name)")
    for share in [0.3, 0.6] {
      let part = Array(whole.prefix(Int(Double(whole.count) * share)))
      #expect { try read(part) } throws: { "\($0)".contains("expected a whole image, got '") }
    }
  }

  /// Only the header says so: the file has not a byte of such an image.
  @Test func refusesALargeImageBeforeDecodingIt() throws {
    var png = try fixture("images/colours.png")
    png.replaceSubrange(16..<24, with: [0, 0, 0x4E, 0x20, 0, 0, 0, 10])
    png.replaceSubrange(29..<33, with: checksum(png[12..<29]))
    #expect {
      try read(png)
    } throws: {
      "\($0)".hasSuffix(
        "expected at most 16384 pixels a side and 67108864 in all, got 20000 x 10")
    }
    var jpeg = try fixture("images/photo.jpg")
    let frame = try #require(
      jpeg.indices.first { jpeg[$0...].starts(with: [0xFF, 0xC0, 0, 17]) })
    jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0, 10, 0x4E, 0x20])
    #expect { try read(jpeg) } throws: { "\($0)".hasSuffix("in all, got 20000 x 10") }
  }

  /// CRC-32 of a PNG chunk, bit by bit.
  private func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var crc: UInt32 = .max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    let value = ~crc
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  @Test func namesAMissingFile() throws {
    #expect {
      try ImageFile.read("/nowhere/at all.png", place: "train.jsonl line 3")
    } throws: {
      "\($0)"
        == "train.jsonl line 3: image '/nowhere/at all.png': expected a file, got nothing at this path"
    }
  }

  /// A device is never read to its end.
  @Test func refusesADevice() {
    #expect {
      try SourceText(reading: "/dev/zero")
    } throws: {
      "\($0)" == "/dev/zero: expected a readable file, got 'not a regular file'"
    }
  }

  /// Opening a pipe that nobody writes to would wait for ever.
  @Test func refusesAPipe() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("pipe.png")
    #expect(mkfifo(path, 0o600) == 0)
    #expect {
      try ImageFile.read(path, place: "row 0")
    } throws: {
      "\($0)" == "row 0: image '\(path)': expected a readable file, got 'not a regular file'"
    }
  }

  /// No byte of an image may bring the process down.
  @Test(arguments: names)
  func survivesEveryChangedByte(_ name: String) throws {
    let whole = try fixture("images/\(name)")
    let folder = try TemporaryFolder()
    for place in stride(from: 0, to: whole.count, by: 3) {
      var changed = whole
      changed[place] ^= 0xFF
      let path = try folder.write(changed, to: "changed")
      _ = try? ImageFile.read(path, place: "row 0")
    }
  }
}
