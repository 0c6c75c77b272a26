#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The processors of this machine, as far as they are ours.
enum Processors {
  /// How many this process may run on: Linux's affinity mask, else all that are online.
  static var allowed: Int {
    allowed(inStatus: text(of: "/proc/self/status"))
      ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// The bits of `Cpus_allowed` in a `/proc/self/status`; nil where it says nothing.
  static func allowed(inStatus status: String) -> Int? {
    for line in status.split(separator: "\n") where line.hasPrefix("Cpus_allowed:") {
      let mask = line.dropFirst("Cpus_allowed:".count)
      let bits = mask.reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
      return bits > 0 ? bits : nil
    }
    return nil
  }

  /// The first 64 KiB of a file that the kernel writes; empty where there is none.
  private static func text(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
