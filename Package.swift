// swift-tools-version: 6.2
import PackageDescription

// setup.py names the interpreter's headers; a plain `swift build` or `swift test` needs no Python.
let pythonHeaders = Context.environment["MTL_PYTHON_INCLUDE"]

// AVX2 and fused multiply-add, which every x86-64 server since 2013 has; module.c and main.swift refuse
// older processors before the first such instruction runs. Clang's flag is the one that swiftc honours.
#if arch(x86_64)
  let processor: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-march=x86-64-v3"])]
#else
  let processor: [SwiftSetting] = []
#endif

let settings: [SwiftSetting] = processor + [.treatAllWarnings(as: .error)]
// Kernels are hundreds of times slower without, so that `swift test` of a debug build would crawl.
let kernelSettings = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]
let cSettings: [CSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "bert-mtl",
  products: [
    .library(name: "_core", type: .dynamic, targets: ["PyModule", "CPythonShim"]),
    .executable(name: "bert-mtl", targets: ["bert-mtl"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CBLAS", providers: [.apt(["libopenblas-dev"])]),
    .target(name: "CProcessor", cSettings: cSettings),
    .target(
      name: "COneDNN", cSettings: cSettings,
      linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(
      name: "MTLKernels", dependencies: ["CBLAS", "CProcessor", "COneDNN"],
      swiftSettings: kernelSettings),
    .target(name: "MTLModel", dependencies: ["MTLKernels"], swiftSettings: settings),
    .target(
      name: "CImageFiles", cSettings: cSettings,
      linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(
      name: "MTLData", dependencies: ["MTLKernels", "CImageFiles"], swiftSettings: settings),
    .target(
      name: "MTLCore", dependencies: ["MTLKernels", "MTLModel", "MTLData"],
      swiftSettings: settings),
    .target(
      name: "CPythonShim",
      cSettings: cSettings + (pythonHeaders.map { [.unsafeFlags(["-I", $0])] } ?? [])),
    .target(
      name: "PyModule", dependencies: ["MTLCore", "MTLData", "CPythonShim"],
      swiftSettings: settings),
    // Without `processor`: it runs first, and says what an older machine lacks.
    .executableTarget(
      name: "bert-mtl",
      dependencies: [
        "MTLCore", "MTLData", "Yams",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: [.treatAllWarnings(as: .error)]),

    .executableTarget(
      name: "kernel-benchmark",
      dependencies: [
        "MTLKernels", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/kernels", swiftSettings: settings),
    .executableTarget(
      name: "tokenizer-benchmark",
      dependencies: [
        "MTLData", "MTLKernels",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/tokenizer", exclude: ["peer.py", "run.py"],
      swiftSettings: settings),

    .target(
      name: "TestSupport", dependencies: ["MTLKernels"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "MTLKernelsTests",
      dependencies: ["MTLKernels", "CProcessor", "COneDNN", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "MTLModelTests", dependencies: ["MTLModel", "MTLKernels", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "MTLDataTests", dependencies: ["MTLData", "MTLKernels", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "MTLCoreTests",
      dependencies: ["MTLCore", "MTLModel", "MTLData", "MTLKernels", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "CommandLineTests", dependencies: ["bert-mtl", "MTLCore", "MTLData"],
      swiftSettings: settings),
  ]
)
