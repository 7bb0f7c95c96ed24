internal import CLinux
internal import Glibc
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// The record of what was removed, in the system's log.
///
/// Of many removals the first hundred have a line each, and all together one more. No removal waits long
/// for a log that takes no lines: after the first such line no more are written.
///
/// Why: Decisions/33-audit-log.md
struct AuditLog {
  /// Where lines go; whether it goes on taking them.
  typealias Drain = (DisplayText) -> Bool

  private let remover: Remover
  private let write: Drain
  private var lines = 0
  /// Whether the log has stopped to take lines, so that removals are not in it.
  private(set) var isStuck = false

  /// A journal of this process's user; with `isOff` nothing is written.
  init(isOff: Bool) {
    remover = Remover(user: UserID(rawValue: getuid()), sudoUser: Self.sudoUser)
    write = isOff ? { _ in true } : Self.systemLog
  }

  /// Records a removal.
  mutating func record(_ segment: Segment, _ format: FormatOptions) {
    lines += 1
    guard lines <= Self.mostLines else { return }
    put(DisplayText(recordOf: segment, by: remover, format))
  }

  /// Records what came of many.
  mutating func record(_ summary: RemovalSummary) {
    put(DisplayText(recordOf: summary, by: remover))
  }

  private mutating func put(_ line: DisplayText) {
    if !isStuck { isStuck = !write(line) }
  }

  private static let mostLines = 100

  /// LOG_USER: what an administrator does is no matter of authentication.
  ///
  /// Where there is no log, as in most containers, there is none to wait for.
  private static func systemLog(_ line: DisplayText) -> Bool {
    (line.utf8 + [0]).withUnsafeBytes { bytes in
      guard let text = bytes.bindMemory(to: CChar.self).baseAddress else { return true }
      return clinux_log(text, patience) == 0 || errno != EAGAIN
    }
  }

  /// In milliseconds.
  private static let patience: Int32 = 1000

  /// Who called `sudo`, which any environment can claim.
  private static var sudoUser: UserID? {
    getenv("SUDO_UID").flatMap { UInt32(String(cString: $0)) }.map { UserID(rawValue: $0) }
  }
}
