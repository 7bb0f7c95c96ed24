import Formatting
import Kernel
import SafeText
import SharedMemory
import SystemPackage
import TestSupport
import Testing

@testable import SharedMemory

@Suite("Unknown states") struct UnknownStatesTests {
  private func text(_ verdicts: [Verdict]) -> String? {
    let segments = verdicts.enumerated().map { index, verdict in
      var segment = Segment(
        identity: .posix(
          ShmName("a\(index)".utf8),
          FileIdentity(device: 1, inode: UInt64(index), birth: nil)),
        kind: .posix, size: 1, allocated: 0, resident: nil, swapped: nil, mode: nil, owner: nil,
        times: Segment.Times())
      segment.verdict = verdict
      return segment
    }
    return UnknownStates(of: segments).map {
      $0.text(FormatOptions(charset: .ascii, now: Timestamp(seconds: 0))).string
    }
  }

  private static let one = ProcessID(rawValue: 1)

  @Test(
    arguments: [
      (
        [.unreadable(1, one, isRoot: true)],
        "process 1 could not be read; --assume-clear 1 assumes that it holds nothing"
      ),
      (
        [.unreadable(3, one, isRoot: true)],
        "3 processes could not be read; --assume-clear PID assumes that one holds nothing"
      ),
      (
        [.notScanned, .unreadable(3, one, isRoot: false)],
        "3 processes could not be read: run as root to be sure"
      ),
      (
        [.silent(1, one)],
        "process 1 does not answer; --assume-clear 1 assumes that it holds nothing"
      ),
      (
        [.visibilityGap(.hiddenProcesses)],
        "/proc hides other users' processes (hidepid or subset); run as root to see them"
      ),
      (
        [.visibilityGap(.otherNamespaces)],
        "processes outside this PID namespace cannot be seen; --assume-clear outside assumes that "
          + "they hold nothing"
      ),
    ] as [([Verdict.Reason], String)])
  func `are explained with what to do`(reasons: [Verdict.Reason], expected: String) {
    #expect(text([Verdict(.unknown, reasons)]) == "1 state unknown: " + expected)
    #expect(
      text([Verdict(.orphan, []), Verdict(.unknown, reasons), Verdict(.unknown, [.notScanned])])
        == "2 states unknown: " + expected)
  }

  @Test func `that pass by themselves are not`() {
    #expect(text([Verdict(.unknown, [.notScanned]), Verdict(.inUse, [])]) == nil)
    #expect(text([]) == nil)
  }
}
