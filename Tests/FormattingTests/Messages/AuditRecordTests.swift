import Formatting
import Kernel
import Operations
import SafeText
import SharedMemory
import SystemPackage
import TestSupport
import Testing

@Suite("The log line of an act") struct AuditRecordTests {
  @Test(
    arguments: [
      (.removed, "removed", ""), (.created, "created", ""), (.locked, "locked", ""),
      (.unlocked, "unlocked", ""), (.held, "held", ""),
      (.resized(to: 8192), "resized", ", to 8192 bytes"),
      (.written(16..<20), "wrote to", ", 4 bytes at 16"),
      (
        .set(Samples.owner, FileMode(rawValue: 0o640)), "set owner and mode of",
        ", to uid 1000, gid 1000, mode 0640"
      ),
    ] as [(Act, String, String)])
  func `says who did what to which segment`(act: Act, verb: String, result: String) {
    let user = ActingUser(user: UserID(rawValue: 0), sudoUser: UserID(rawValue: 1000))
    let text = DisplayText(recordOf: act, Samples.segments[0], by: user, Samples.format)
    #expect(
      text.string
        == "uid 0 (sudo by uid 1000) \(verb) sysv:32769 key 0x0052e2c1 of 56 bytes, owner uid 1000\(result)"
    )
  }

  @Test func `says what was restored, with the ID that it got`() {
    let saved = SegmentMetadata(
      name: .systemV(IPCKey(rawValue: 7)), size: 56, mode: FileMode(rawValue: 0o600),
      owner: Samples.owner)
    let text = DisplayText(
      recordOfRestoring: saved, as: .systemV(ShmID(rawValue: 3)),
      by: ActingUser(user: UserID(rawValue: 0)))
    #expect(text.string == "uid 0 restored sysv:3 key 0x00000007 of 56 bytes")
  }
}
