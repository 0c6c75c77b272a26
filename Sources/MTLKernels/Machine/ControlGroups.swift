/// What Linux's control groups let a process use: its own group, and every group that holds it.
///
/// Both versions, side by side where a system has both:
/// https://docs.kernel.org/admin-guide/cgroup-v2.html and
/// https://docs.kernel.org/scheduler/sched-bwc.html.
struct ControlGroups {
  private let groups: [(controllers: [Substring], path: Substring)]
  private let mounts: [Mount]
  private let read: (String) -> String?

  /// Where a hierarchy is seen: `root` of it at `place`.
  private struct Mount {
    let root: String
    let place: String
    let controllers: [Substring]
  }

  /// Of this process.
  static var own: ControlGroups {
    ControlGroups(
      groups: SystemFile.text("/proc/self/cgroup") ?? "",
      mounts: SystemFile.text("/proc/self/mountinfo") ?? "", read: SystemFile.text)
  }

  /// From a `/proc/self/cgroup` and a `/proc/self/mountinfo`; `read` answers the text of a file.
  init(groups: String, mounts: String, read: @escaping (String) -> String?) {
    self.groups = groups.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      return (parts[1].split(separator: ","), parts[2])
    }
    self.mounts = mounts.split(separator: "\n").compactMap(ControlGroups.mount)
    self.read = read
  }

  /// How many processors' time it may use, rounded up; nil where nothing limits it.
  var processors: Int? {
    let unified = folders(nil).map { words($0 + "/cpu.max") }
    let classic = folders("cpu").map {
      words($0 + "/cpu.cfs_quota_us") + words($0 + "/cpu.cfs_period_us")
    }
    return (unified + classic).compactMap { numbers in
      guard numbers.count == 2, let quota = Int(numbers[0]), let period = Int(numbers[1]),
        quota > 0, period > 0
      else { return nil }
      return max(1, quota / period + (quota % period > 0 ? 1 : 0))
    }.min()
  }

  /// How many bytes it may hold; nil where nothing limits it.
  var memory: Int? {
    let unified = folders(nil).map { $0 + "/memory.max" }
    let classic = folders("memory").map { $0 + "/memory.limit_in_bytes" }
    // Without a limit version 1 says the largest number of whole pages.
    return (unified + classic).compactMap { words($0).first.flatMap { Int($0) } }
      .filter { $0 < 1 << 62 }.min()
  }

  private func words(_ file: String) -> [Substring] {
    read(file)?.split { $0.isWhitespace } ?? []
  }

  /// The folders of the groups that a controller counts it in, outermost first; of version 2 without
  /// a controller.
  private func folders(_ controller: Substring?) -> [String] {
    func isOf(_ controllers: [Substring]) -> Bool {
      controller.map(controllers.contains) ?? controllers.isEmpty
    }
    guard let path = groups.first(where: { isOf($0.controllers) })?.path,
      let mount = mounts.first(where: { isOf($0.controllers) })
    else { return [] }
    let root = mount.root == "/" ? "" : mount.root
    // A group outside of what is mounted is counted in the mounted one at least.
    let isInside = path.hasPrefix(root) && !path.contains("..")
    let below = isInside ? path.dropFirst(root.count).split(separator: "/") : []
    return (0...below.count).map { depth in
      ([Substring(mount.place)] + below.prefix(depth)).joined(separator: "/")
    }
  }

  /// `36 35 98:0 /root /place rw,relatime - cgroup cgroup rw,cpu`.
  private static func mount(_ line: Substring) -> Mount? {
    let fields = line.split(separator: " ")
    guard let dash = fields.firstIndex(of: "-"), dash > 4, fields.count > dash + 3 else {
      return nil
    }
    let controllers: [Substring]
    switch fields[dash + 1] {
    case "cgroup2": controllers = []
    case "cgroup": controllers = fields[dash + 3].split(separator: ",")
    default: return nil
    }
    return Mount(
      root: unescaped(fields[3]), place: unescaped(fields[4]), controllers: controllers)
  }

  /// A path as it is: spaces and backslashes stand as `\040` and `\134`.
  private static func unescaped(_ text: Substring) -> String {
    let parts = text.split(separator: "\\", omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(String(parts.first ?? "")) { path, part in
      guard let code = UInt8(part.prefix(3), radix: 8) else { return path + "\\" + part }
      return path + String(Unicode.Scalar(code)) + part.dropFirst(3)
    }
  }
}
