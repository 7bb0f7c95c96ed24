import Formatting
import Kernel
import SafeText
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// What is wrong with `/dev/shm`, in words.
struct ShmFaultTextTests {
  private func text(_ fault: ShmFault) -> String { DisplayText(fault, Samples.format).string }

  private func mode(_ bits: UInt32) -> ShmFault { .mode(FileMode(rawValue: 0o40000 | bits)) }

  @Test func `each fault is a sentence with its effect`() {
    #expect(
      text(.notTmpfs(.other)) == "/dev/shm is not a tmpfs: files there are on disk, not in memory")
    #expect(
      text(.notTmpfs(.ramfs))
        == "/dev/shm is not a tmpfs but a ramfs: it has no limit, and its files are never swapped")
    #expect(
      text(.covers(.exactly(65536)))
        == "/dev/shm is mounted over another file system: 64K below it cannot be reached by name")
    #expect(
      text(.covers(.unknown))
        == "/dev/shm is mounted over another file system: what is below it cannot be reached by name"
    )
    #expect(
      text(.readOnly) == "/dev/shm is mounted read-only: no segment can be created or removed")
    #expect(
      text(mode(0o755))
        == "/dev/shm has mode 0755 instead of 1777: other users cannot create segments")
    #expect(
      text(mode(0o777))
        == "/dev/shm has mode 0777 instead of 1777: users can remove the segments of others")
    #expect(text(mode(0o3777)) == "/dev/shm has mode 3777 instead of 1777")
    #expect(
      text(.noExec) == "/dev/shm is mounted noexec: segments cannot be mapped for execution")
  }

  @Test func `several faults are one line`() {
    let faults: [ShmFault] = [
      .notTmpfs(.other), .covers(.exactly(4096)), .readOnly, mode(0o755), .noExec,
    ]
    #expect(
      DisplayText(summaryOf: faults, Samples.format).string
        == "/dev/shm is on disk, is mounted over another file system with 4K, is read-only, "
        + "has mode 0755, is noexec"
    )
    #expect(DisplayText(summaryOf: [.readOnly], Samples.format).string == text(.readOnly))
  }
}
