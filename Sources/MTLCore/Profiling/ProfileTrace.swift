import MTLKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Watched steps in the trace event format, which chrome://tracing and https://ui.perfetto.dev read:
/// steps, their phases and their kernels on one line, and what threads share on another.
///
/// https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
public struct ProfileTrace: Encodable, Equatable, Sendable {
  public let events: [Event]

  /// A stretch of time ("X"), or the name of a line ("M").
  public struct Event: Encodable, Equatable, Sendable {
    public let name: String
    public let category: String
    public let kind: String
    /// The line that it is drawn on.
    public let line: Int
    /// Microseconds.
    public let start: Double
    public let duration: Double
    public let details: [String: Detail]

    enum CodingKeys: String, CodingKey {
      case name
      case category = "cat"
      case kind = "ph"
      case process = "pid"
      case line = "tid"
      case start = "ts"
      case duration = "dur"
      case details = "args"
    }
  }

  /// What is said of an event when it is clicked.
  public enum Detail: Equatable, Sendable {
    case text(String)
    case number(Double)
  }

  enum CodingKeys: String, CodingKey {
    case events = "traceEvents"
    case unit = "displayTimeUnit"
  }

  /// The file's text.
  public var json: String { get throws { try JSON.text(self) } }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("ms", forKey: .unit)
    try container.encode(events, forKey: .events)
  }
}

extension ProfileTrace {
  /// Throws where a trace would take the place of another file.
  static func requirePlace(_ path: String) throws {
    let file: OpenFile
    do throws(CheckpointError) {
      file = try OpenFile(path: path)
    } catch {
      if case .system(_, _, ENOENT) = error { return }
      throw error
    }
    var start = [UInt8](repeating: 0, count: min(file.size, 64))
    try start.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
    let isTrace = String(decoding: start, as: UTF8.self).contains("\"traceEvents\"")
    guard start.isEmpty || isTrace else {
      throw ConfigurationError.range(
        path: "trace", expected: "a new file or an earlier trace", actual: "another file, \(path)")
    }
  }

  fileprivate enum Line: Int {
    case work = 1
    case shared = 2
  }

  init(_ watched: [WatchedStep]) {
    var events = [Event(naming: .work, "training"), Event(naming: .shared, "shared among threads")]
    var begin = 0.0
    for (i, step) in watched.enumerated() {
      let recording = step.recording
      events.append(
        Event(
          "step \(i + 1)", "step", .work, begin, recording.seconds,
          ["tokens": .number(Double(step.tokens))]))
      events += recording.phases.map { Event($0, "phase", .work, begin) }
      events += recording.calls.map { Event($0, "kernel", .work, begin) }
      events += recording.regions.map {
        Event(
          "\($0.tiles) tiles", "region", .shared, begin + $0.start, $0.seconds,
          ["tiles": .number(Double($0.tiles))])
      }
      begin += recording.seconds
    }
    self.events = events
  }
}

extension ProfileTrace.Event {
  fileprivate init(naming line: ProfileTrace.Line, _ name: String) {
    self.init(
      name: "thread_name", category: "__metadata", kind: "M", line: line.rawValue, start: 0,
      duration: 0, details: ["name": .text(name)])
  }

  fileprivate init(
    _ name: String, _ category: String, _ line: ProfileTrace.Line, _ start: Double,
    _ seconds: Double, _ details: [String: ProfileTrace.Detail]
  ) {
    self.init(
      name: name, category: category, kind: "X", line: line.rawValue,
      start: Self.microseconds(start), duration: Self.microseconds(seconds), details: details)
  }

  fileprivate init(
    _ call: Recording.Call, _ category: String, _ line: ProfileTrace.Line, _ begin: Double
  ) {
    var details: [String: ProfileTrace.Detail] = [:]
    if call.operations > 0 { details["flop"] = .number(Double(call.operations)) }
    if call.bytes > 0 { details["bytes"] = .number(Double(call.bytes)) }
    if call.operations > 0, call.seconds > 0 {
      details["GFLOP/s"] = .number((Double(call.operations) / call.seconds * 1e-7).rounded() / 100)
    }
    self.init(call.name, category, line, begin + call.start, call.seconds, details)
  }

  /// To the nanosecond, downwards: what lies within another shall not end after it.
  private static func microseconds(_ seconds: Double) -> Double {
    (seconds * 1e9).rounded(.down) / 1000
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(category, forKey: .category)
    try container.encode(kind, forKey: .kind)
    try container.encode(1, forKey: .process)
    try container.encode(line, forKey: .line)
    try container.encode(start, forKey: .start)
    if kind == "X" { try container.encode(duration, forKey: .duration) }
    if !details.isEmpty { try container.encode(details, forKey: .details) }
  }
}

extension ProfileTrace.Detail: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    }
  }
}
