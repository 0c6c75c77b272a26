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
  static let allowed: Int =
    allowed(inStatus: SystemFile.text("/proc/self/status") ?? "")
    ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// How many processors' time its control groups let it use; nil where nothing limits it.
  static let quota: Int? = ControlGroups.own.processors

  /// The bits of `Cpus_allowed` in a `/proc/self/status`; nil where it says nothing.
  static func allowed(inStatus status: String) -> Int? {
    for line in status.split(separator: "\n") where line.hasPrefix("Cpus_allowed:") {
      let mask = line.dropFirst("Cpus_allowed:".count)
      let bits = mask.reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
      return bits > 0 ? bits : nil
    }
    return nil
  }
}
