import Testing

@testable import MTLKernels

/// How many processors a process may use, from files that the operating system writes.
@Suite struct MachineTests {
  private let unified = "31 23 0:28 / /sys/fs/cgroup rw,relatime shared:4 - cgroup2 cgroup2 rw\n"
  private let classic = """
    25 1 0:22 / / rw - ext4 /dev/sda rw
    32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct
    35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
    """

  private func groups(
    _ groups: String, _ mounts: String, _ files: [String: String]
  ) -> ControlGroups {
    ControlGroups(groups: groups, mounts: mounts) { files[$0] }
  }

  @Test(arguments: [
    ("200000 100000", 2), ("150000 100000", 2), ("1000 100000", 1), ("max 100000", nil),
    ("0 100000", nil), ("-1 100000", nil), ("100000 0", nil), ("100000", nil), ("", nil),
    ("many 100000", nil), ("9223372036854775807 1", Int.max),
  ])
  func readsQuotas(_ text: String, _ expected: Int?) {
    let found = groups("0::/app\n", unified, ["/sys/fs/cgroup/app/cpu.max": text + "\n"])
    #expect(found.processors == expected)
  }

  @Test func theNarrowestGroupOfAllCounts() {
    let files = [
      "/sys/fs/cgroup/cpu.max": "max 100000\n", "/sys/fs/cgroup/a/cpu.max": "300000 100000\n",
      "/sys/fs/cgroup/a/b/cpu.max": "800000 100000\n",
    ]
    #expect(groups("0::/a/b\n", unified, files).processors == 3)
    #expect(groups("0::/\n", unified, files).processors == nil)
  }

  @Test func readsTheFirstVersion() {
    let files = [
      "/sys/fs/cgroup/cpu,cpuacct/docker/x/cpu.cfs_quota_us": "250000\n",
      "/sys/fs/cgroup/cpu,cpuacct/docker/x/cpu.cfs_period_us": "100000\n",
      "/sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes": "1073741824\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
    ]
    let own = "12:memory:/docker/x\n4:cpu,cpuacct:/docker/x\n1:name=systemd:/\n"
    let found = groups(own, classic, files)
    #expect(found.processors == 3)
    #expect(found.memory == 1 << 30)
    #expect(groups("4:cpu,cpuacct:/\n", classic, files).processors == nil)
    #expect(groups("12:memory:/\n", classic, files).memory == nil)
  }

  @Test func readsBothWhereASystemHasBoth() {
    let files = [
      "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "400000\n",
      "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
      "/unified/cpu.max": "500000 100000\n", "/unified/memory.max": "max\n",
    ]
    let mounts = classic + "\n41 31 0:38 / /unified rw,relatime - cgroup2 cgroup2 rw\n"
    let found = groups("4:cpu,cpuacct:/\n0::/\n", mounts, files)
    #expect(found.processors == 4 && found.memory == nil)
  }

  @Test func aMountMayShowAPartOfTheHierarchy() {
    let mounts = #"31 23 0:28 /docker/x /own\040groups rw - cgroup2 cgroup2 rw"#
    let files = ["/own groups/cpu.max": "100000 100000", "/own groups/y/cpu.max": "max 100000"]
    #expect(groups("0::/docker/x/y", mounts, files).processors == 1)
    #expect(groups("0::/../other", mounts, files).processors == 1)
    #expect(groups("0::/elsewhere", mounts, files).processors == 1)
  }

  @Test func nothingIsKnownWhereNothingIsSaid() {
    for text in ["", "\n", ":", "0:", "::::", "0::/a\u{0}b", "31 23 0:28 / /x rw - cgroup2"] {
      #expect(groups(text, text, [:]).processors == nil)
      #expect(groups(text, unified, [:]).memory == nil)
    }
  }

  @Test func countsTheAffinityMask() {
    #expect(Processors.allowed(inStatus: "Name:\tx\nCpus_allowed:\tff,00000003\n") == 10)
    #expect(Processors.allowed(inStatus: "Cpus_allowed:\t0\n") == nil)
    #expect(Processors.allowed(inStatus: "") == nil)
    #expect(Processors.allowed >= 1)
  }

  @Test(arguments: [
    (nil, nil, ThreadChoice(8, .processors)), ("", 16, ThreadChoice(8, .processors)),
    (nil, 3, ThreadChoice(3, .quota)), ("12", 3, ThreadChoice(12, .environment)),
    ("16", nil, ThreadChoice(16, .environment)),
  ])
  func choosesThreads(_ environment: String?, _ quota: Int?, _ expected: ThreadChoice) throws {
    #expect(
      try ThreadChoice(environment: environment, processors: 8, quota: quota) == expected)
  }

  @Test(arguments: ["0", "-2", "17", "two", "1.5", " 2", "99999999999999999999"])
  func refusesWhatTheEnvironmentCannotMean(_ text: String) {
    let error = #expect(throws: ThreadError.self) {
      try ThreadChoice(environment: text, processors: 8, quota: nil)
    }
    #expect(
      error?.description
        == "BERT_MTL_THREADS: expected a number from 1 to 16, twice the processors that this "
        + "process may run on, got '\(text)'")
  }

  @Test func refusesMoreThreadsThanTheMachineCanGive() {
    let most = 2 * Processors.allowed
    for threads in [0, -1, most + 1, .max] {
      let error = #expect(throws: ThreadError.self) { try Parallel.use(asked: threads) }
      #expect(
        error?.description
          == "threads: expected a number from 1 to \(most), twice the processors that this "
          + "process may run on, got \(threads)")
    }
  }
}
