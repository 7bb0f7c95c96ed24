internal import CLinux
internal import Glibc
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// The record of removals in the system log.
///
/// The first hundred removals get a line each, and a bulk removal gets one more at the end. After
/// the first line that the log does not accept, no more are written, so that removals do not wait.
///
/// Why: Decisions/33-audit-log.md
struct AuditLog {
  /// Writes a line; returns whether the log accepts more.
  typealias Drain = (DisplayText) -> Bool

  private let remover: Remover
  private let write: Drain
  private var lines = 0
  /// Whether the log has stopped accepting lines, so that removals are missing from it.
  private(set) var isStuck = false

  /// A log of this process's user; with `isOff` nothing is written.
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

  /// Records the result of a bulk removal.
  mutating func record(_ summary: RemovalSummary) {
    put(DisplayText(recordOf: summary, by: remover))
  }

  private mutating func put(_ line: DisplayText) {
    if !isStuck { isStuck = !write(line) }
  }

  private static let mostLines = 100

  /// LOG_USER: a removal is not a matter of authentication.
  ///
  /// If there is no log, as in most containers, it does not wait.
  private static func systemLog(_ line: DisplayText) -> Bool {
    (line.utf8 + [0]).withUnsafeBytes { bytes in
      guard let text = bytes.bindMemory(to: CChar.self).baseAddress else { return true }
      return clinux_log(text, patience) == 0 || errno != EAGAIN
    }
  }

  /// In milliseconds.
  private static let patience: Int32 = 1000

  /// The user who called `sudo`, by the environment, which can be forged.
  private static var sudoUser: UserID? {
    getenv("SUDO_UID").flatMap { UInt32(String(cString: $0)) }.map { UserID(rawValue: $0) }
  }
}
