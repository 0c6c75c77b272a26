import Testing

@testable import MTLCore

@Test func hostileHeader() {
  let bytes = [UInt8](repeating: 0xFF, count: 16)
  _ = bytes.withUnsafeBytes { file in
    #expect(throws: CheckpointError.truncated(path: "m", needed: .max, actual: 16)) {
      try headerLength(file, path: "m")
    }
  }
}
