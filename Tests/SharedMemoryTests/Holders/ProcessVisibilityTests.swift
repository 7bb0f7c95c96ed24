import Testing

@testable import SharedMemory

/// Visibility gaps, by the options with which `/proc` is mounted.
struct ProcessVisibilityTests {
  private static let initial: UInt64 = 0xefff_fffc

  private func visibilityGaps(_ options: String, namespace: UInt64? = initial) -> Set<
    HolderScan.VisibilityGap
  > {
    let text = """
      22 1 254:1 / / rw - ext4 /dev/root rw,hidepid=2
      23 22 0:22 / /proc rw,nosuid,nodev,noexec,relatime shared:12 - proc proc \(options)
      24 22 0:23 / /proc/sys/fs/binfmt_misc rw - autofs systemd-1 rw,hidepid=2

      """
    return ProcessVisibility(mounts: Array(text.utf8), namespace: namespace).visibilityGaps
  }

  @Test(arguments: ["rw", "rw,hidepid=0", "rw,hidepid=off", "rw,gid=5"])
  func `a /proc without options hides no process`(options: String) {
    #expect(visibilityGaps(options).isEmpty)
  }

  @Test(
    arguments: [
      "rw,hidepid=1", "rw,hidepid=noaccess", "rw,hidepid=2", "rw,hidepid=invisible",
      "rw,hidepid=4", "rw,hidepid=ptraceable", "rw,subset=pid", "rw,gid=5,hidepid=2",
    ])
  func `hidepid and subset hide processes`(options: String) {
    #expect(visibilityGaps(options) == [.hiddenProcesses])
  }

  @Test(arguments: [nil, 4_026_532_000] as [UInt64?])
  func `in another PID namespace others cannot be seen`(namespace: UInt64?) {
    #expect(visibilityGaps("rw", namespace: namespace) == [.otherNamespaces])
  }
}
