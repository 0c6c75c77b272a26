import Foundation
import MTLKernels
import MTLModel
import TestSupport
import Testing

@testable import MTLCore

/// A safetensors file of this header and `data` bytes of zeros.
func safetensors(_ header: String, data: Int) -> [UInt8] {
  let text = Array(header.utf8)
  return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
    + [UInt8](repeating: 0, count: data)
}

@Test func whatIsWrittenIsReadBack() throws {
  let folder = try TemporaryFolder()
  let arena = try Arena(capacity: 64)
  let (a, b, c) = (arena.take(2, 3), arena.take(1, 1), arena.take(0, 4))
  for i in 0..<6 { a.base[i] = Float(i) - 2.5 }
  b.base[0] = -.infinity
  let tensors = [
    NamedTensor(name: "b.x", shape: [2, 3], values: a),
    NamedTensor(name: "a", shape: [], values: b),
    NamedTensor(name: "é\"", shape: [0, 4], values: c),
  ]
  let path = folder.file("m.safetensors")
  try SafetensorsWriter.write(tensors, metadata: ["format": "pt", "a": "1"], to: path)
  let file = try SafetensorsFile(path: path)
  #expect(file.names == ["a", "b.x", "é\""])
  #expect(file.metadata == ["format": "pt", "a": "1"])
  #expect(try file.values("b.x") == [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5])
  #expect(try file.values("a") == [-.infinity])
  #expect(try file.values("é\"") == [])
  #expect(file.shape(of: "b.x") == [2, 3])
  #expect(folder.names == ["m.safetensors"])
}

/// `safetensors.numpy.save({"b": float32 [[1, 2]], "a": float32 [3]}, {"format": "pt"})`, 0.8.0.
@Test func writesTheBytesOfTheReferenceImplementation() throws {
  let folder = try TemporaryFolder()
  let arena = try Arena(capacity: 32)
  let (a, b) = (arena.take(1, 1), arena.take(1, 2))
  a.base[0] = 3
  (b.base[0], b.base[1]) = (1, 2)
  try SafetensorsWriter.write(
    [
      NamedTensor(name: "b", shape: [1, 2], values: b),
      NamedTensor(name: "a", shape: [1], values: a),
    ], metadata: ["format": "pt"], to: folder.file("m"))
  let header =
    #"{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
    + #""b":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]}}"# + "   "
  let data: [UInt8] = [0, 0, 64, 64, 0, 0, 128, 63, 0, 0, 0, 64]
  #expect(try folder.read("m") == safetensors(header, data: 0) + data)
}

@Test func readsHalfPrecisionExactly() throws {
  let folder = try TemporaryFolder()
  let header =
    #"{"h":{"dtype":"F16","shape":[4],"data_offsets":[0,8]},"#
    + #""b":{"dtype":"BF16","shape":[3],"data_offsets":[8,14]}}"#
  let halves: [UInt8] = [0x00, 0x3C, 0x01, 0x00, 0xFF, 0xFB, 0x00, 0x7C]
  let brains: [UInt8] = [0x80, 0x3F, 0x49, 0xC0, 0x00, 0x80]
  let path = try folder.write(safetensors(header, data: 0) + halves + brains, to: "m")
  let file = try SafetensorsFile(path: path)
  #expect(try file.values("h") == [1, 0x1p-24, -65504, .infinity])
  #expect(try file.values("b") == [1, -3.140625, -0.0])
}

@Test func largeTensorsAreConvertedInTiles() throws {
  let folder = try TemporaryFolder()
  let count = 600_001
  let arena = try Arena(capacity: count + 16)
  let values = arena.take(1, count)
  for i in 0..<count { values.base[i] = Float(i) }
  let path = folder.file("m")
  try SafetensorsWriter.write(
    [NamedTensor(name: "x", shape: [count], values: values)], to: path)
  let read = try SafetensorsFile(path: path).values("x")
  #expect(read.count == count && read.enumerated().allSatisfy { $0.element == Float($0.offset) })
}

@Test func largeNarrowTensorsAreConvertedInTiles() throws {
  let folder = try TemporaryFolder()
  let count = 300_001
  let header =
    #"{"b":{"dtype":"BF16","shape":[300001],"data_offsets":[0,600002]}}"#
  let data = (0..<count).flatMap { i in [UInt8(0), UInt8(i % 97)] }
  let path = try folder.write(safetensors(header, data: 0) + data, to: "m")
  let read = try SafetensorsFile(path: path).values("b")
  #expect(read.count == count)
  #expect(
    read.enumerated().allSatisfy {
      $0.element == Float(bitPattern: UInt32($0.offset % 97) << 24)
    })
}

@Test(arguments: [100, 400_000])
func aFileThatIsCutShortWhileItIsOpenIsRefused(count: Int) throws {
  let folder = try TemporaryFolder()
  let header = #"{"x":{"dtype":"F32","shape":[\#(count)],"data_offsets":[0,\#(4 * count)]}}"#
  let bytes = safetensors(header, data: 4 * count)
  let (path, size) = (try folder.write(bytes, to: "m"), bytes.count)
  let file = try SafetensorsFile(path: path)
  truncate(path, 80)
  let arena = try Arena(capacity: count + 16)
  for read in [
    { _ = try file.values("x") },
    { try file.read("x", shape: [count], into: arena.take(1, count)) },
  ] {
    #expect {
      try read()
    } throws: {
      folder.stripped("\($0)") == "m: expected at least \(size) bytes, got 80"
    }
    arena.reset()
  }
}

private let one = #"{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#

@Test(arguments: [
  (#"{}"#, 4, "m, header: expected tensors of 4 bytes, as the file holds, got 0"),
  ("", 0, "m, header: expected '{' as its first byte, got nothing"),
  (" {}", 0, "m, header: expected '{' as its first byte, got byte 32"),
  (
    #"{"a":\#(one)"#, 4,
    "m, header: line 1 column 54: expected ',' or '}', got the end of the text"
  ),
  (
    #"{"a":\#(one),"a":\#(one)}"#, 4,
    "m, header: line 1 column 55: expected each key once, got 'a' again"
  ),
  (#"{"a":[]}"#, 0, "m, tensor 'a': expected an object, got []"),
  (#"{"__metadata__":1}"#, 0, "m, tensor '__metadata__': expected an object of texts, got 1"),
  (#"{"__metadata__":{"a":1}}"#, 0, "m, tensor '__metadata__': expected a text for 'a', got 1"),
  (
    #"{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}"#, 4,
    "m, tensor 'a': expected a dtype of the format, such as F32, got 'F31'"
  ),
  (
    #"{"a":{"shape":[1],"data_offsets":[0,4]}}"#, 4,
    "m, tensor 'a': expected a dtype of the format, such as F32, got none"
  ),
  (
    #"{"a":{"dtype":"F32","data_offsets":[0,4]}}"#, 4,
    "m, tensor 'a': expected a list 'shape', got none"
  ),
  (
    #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4,
    "m, tensor 'a': expected whole numbers from 0 in 'shape', got -1"
  ),
  (
    #"{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#, 4,
    "m, tensor 'a': expected whole numbers from 0 in 'shape', got 1.0"
  ),
  (
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,18446744073709551616]}}"#, 4,
    "m, tensor 'a': expected whole numbers from 0 in 'data_offsets', got 1.8446744073709552e+19"
  ),
  (
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4,
    "m, tensor 'a': expected data_offsets [begin, end] within the file's 4 bytes, got [4, 0]"
  ),
  (
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4,
    "m, tensor 'a': expected data_offsets [begin, end] within the file's 4 bytes, got [0, 8]"
  ),
  (
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, 4,
    "m, tensor 'a': expected data_offsets [begin, end] within the file's 4 bytes, got [0]"
  ),
  (
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4,
    "m, tensor 'a': expected 4 bytes, as its data_offsets say, got 8 from shape [2] of F32"
  ),
  (
    #"{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,2]}}"#, 2,
    "m, tensor 'a': expected 2 bytes, as its data_offsets say, got 2 from shape [3] of F4"
  ),
  (
    #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#, 4,
    "m, tensor 'a': expected a shape that memory can hold, got [4611686018427387904, 4]"
  ),
  (
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}"#, 4,
    "m, tensor 'a': expected dtype, shape and data_offsets, got 'x'"
  ),
  (
    #"{"a":\#(one),"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}"#, 6,
    "m, tensor 'b': expected its bytes to begin at 4, got 2"
  ),
  (
    #"{"a":\#(one),"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#, 12,
    "m, tensor 'b': expected its bytes to begin at 4, got 8"
  ),
])
func refusesHeader(_ header: String, _ data: Int, _ message: String) throws {
  let folder = try TemporaryFolder()
  let path = try folder.write(safetensors(header, data: data), to: "m")
  #expect { try SafetensorsFile(path: path) } throws: { folder.stripped("\($0)") == message }
}

@Test(arguments: [
  ([UInt8](), "m: expected at least 8 bytes, got 0"),
  ([UInt8](repeating: 0xFF, count: 16), "m: expected at least 18446744073709551615 bytes, got 16"),
  ([9, 0, 0, 0, 0, 0, 0, 0, 0x7B], "m: expected at least 17 bytes, got 9"),
])
func refusesLength(_ bytes: [UInt8], _ message: String) throws {
  let folder = try TemporaryFolder()
  let path = try folder.write(bytes, to: "m")
  #expect { try SafetensorsFile(path: path) } throws: { folder.stripped("\($0)") == message }
}

@Test func refusesAnOversizedHeader() throws {
  let folder = try TemporaryFolder()
  let path = try folder.write([1, 0xE1, 0xF5, 5, 0, 0, 0, 0], to: "m")
  #expect(truncate(path, 100_000_100) == 0)
  #expect { try SafetensorsFile(path: path) } throws: {
    folder.stripped("\($0)") == "m: expected a header of at most 100000000 bytes, got 100000001"
  }
}

@Test func refusesWhatIsNoFile() throws {
  let folder = try TemporaryFolder()
  #expect { try SafetensorsFile(path: folder.file("m")) } throws: {
    folder.stripped("\($0)") == "m: expected to read it, got 'No such file or directory'"
  }
  for path in ["/dev/zero", folder.path] {
    #expect(throws: CheckpointError.notAFile(path: path)) { try SafetensorsFile(path: path) }
  }
  #expect("\(CheckpointError.notAFile(path: "x"))" == "x: expected a file, got a folder or device")
}

@Test func refusesATensorThatIsNotThereAsAsked() throws {
  let folder = try TemporaryFolder()
  let header =
    #"{"a":\#(one),"n":{"dtype":"I64","shape":[1],"data_offsets":[4,12]}}"#
  let file = try SafetensorsFile(path: folder.write(safetensors(header, data: 12), to: "m"))
  let questions: [(String, [Int], String)] = [
    ("x", [1], "m: expected every tensor of the model, got none of 'x'"),
    ("a", [2, 1], "m, tensor 'a': expected shape [2, 1], got [1]"),
    ("n", [1], "m, tensor 'n': expected F32, F16 or BF16, got I64"),
  ]
  for (name, shape, message) in questions {
    #expect { try file.check(name, shape: shape) } throws: {
      folder.stripped("\($0)") == message
    }
  }
}
