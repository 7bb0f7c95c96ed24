import Formatting
import SafeText
import TestSupport
import Testing

@testable import SharedMemory
@testable import Contents
@testable import Kernel

/// What its first bytes say of a segment.
extension SegmentReportTests {
  private func told(_ bytes: [UInt8], in kind: Segment.Kind = .systemV) -> SegmentReport {
    let signature = ContentSignature(in: kind, size: UInt64(bytes.count)) { offset, count in
      Array(bytes.dropFirst(Int(offset)).prefix(count))
    }
    return SegmentReport(of: unlinked(), signature: signature, nil, Samples.format)
  }

  private func bytes(_ numbers: [UInt64]) -> [UInt8] {
    numbers.flatMap { number in withUnsafeBytes(of: number) { Array($0) } }
  }

  @Test func `a container runtime's copy of itself is no warning`() {
    func report(_ label: String) -> SegmentReport {
      let file = FileIdentity(device: 1, inode: 14, birth: nil)
      let segment = Segment(
        identity: .memfd(label: Array(label.utf8), file), kind: .memfd, size: 4096,
        allocated: 4096, resident: 4096, swapped: 0, mode: nil, owner: nil, times: Segment.Times())
      let signature = ContentSignature(in: .memfd, size: 4096) { offset, count in
        Array("\u{7f}ELF".utf8.dropFirst(Int(offset)).prefix(count))
      }
      return SegmentReport(of: segment, signature: signature, nil, Samples.format)
    }
    let runtime = report("runc_cloned:/proc/self/exe")
    #expect(!runtime.isSuspicious)
    #expect(
      runtime.contents.map(\.string) == [
        "Contents: a copy of the container runtime's own executable, made to protect the original"
      ])
    #expect(report("runc").isSuspicious)
  }

  @Test func `what may be PostgreSQL's interlock is told from the bytes, if they are read`() {
    let segment = Samples.systemV(7, key: 5, size: 56)
    func application(_ bytes: [UInt8]?) -> [String] {
      let signature = bytes.map { bytes in
        ContentSignature(in: .systemV, size: 56) { offset, count in
          Array(bytes.dropFirst(Int(offset)).prefix(count))
        }
      }
      return SegmentReport(of: segment, signature: signature, nil, Samples.format).application
        .map(\.string)
    }
    #expect(
      application(nil) == [
        "Perhaps PostgreSQL: a segment of this size and mode may be the lock that keeps a "
          + "second server off the same data directory; if so, stop that server instead of removing "
          + "it."
      ])
    #expect(application([1, 2, 3, 4]) == [])
    #expect(
      application([0x0e, 0x75, 0x85, 0x28]) == [
        "Application: PostgreSQL",
        "PostgreSQL: this segment keeps a second server from starting on the same data directory; "
          + "stop the old server instead of removing it.",
      ])
    // Nothing could be read, so the bytes say nothing.
    #expect(application([]).count == 1)
  }

  @Test func `the signature comes after the application`() {
    let server = told(bytes([0x2885_750e | 3187 << 32, 148 << 20, 56, 4242, 0, 0xfe01, 131_074]))
    #expect(
      server.contents.map(\.string) == [
        "Contents: created by PostgreSQL, process 3187",
        "Server: 148 MiB of shared memory, its other segments are listed in /PostgreSQL.4242; "
          + "data directory: inode 131074 of device 254:1",
      ])
    #expect(!server.isSuspicious)
    let semaphore = told(bytes([3 | 2 << 32, 128, 0, 0]), in: .semaphore)
    #expect(text(semaphore).contains("  Semaphore: value 3, 2 waiting"))
    let program = told(Array("\u{7f}ELF".utf8))
    #expect(program.isSuspicious)
    #expect(
      program.contents.map(\.string) == [
        "Contents: ⚠ an executable, which does not belong in shared memory"
      ])
  }

  @Test func `absurd numbers are written as they are`() {
    let server = told(bytes([0x2885_750e, .max, .max, .max, .max, .max, .max]))
    #expect(
      server.contents.last?.string
        == "Server: 15.9 EiB of shared memory, its other segments are listed in /PostgreSQL.4294967295; "
        + "data directory: inode 18446744073709551615 of device 4294967295:4294967295")
  }
}
