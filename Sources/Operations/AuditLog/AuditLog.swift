internal import CLinux
internal import Glibc
package import SafeText

/// The record of acts on segments in the system log.
///
/// Each of the first hundred acts has a line, and a bulk removal has a summary at the end. After
/// a line that the log daemon does not accept within a second, no more are written, so that acts do
/// not wait.
///
/// Why: Decisions/33-audit-log.md
package struct AuditLog: Sendable {
  /// Writes a line; returns `false` if the log does not accept it.
  package typealias Writer = @Sendable (DisplayText) -> Bool

  private let write: Writer
  private var acts = 0
  /// Whether the log has refused a line, so that acts are missing from it.
  package private(set) var isStuck = false

  /// A log that writes its lines with `write`; by default to the system log.
  package init(_ write: @escaping Writer = Self.writeToSystemLog) { self.write = write }

  /// A log that records nothing.
  package static var off: AuditLog { AuditLog { _ in true } }

  /// Records an act on one segment, if it is one of the first hundred.
  package mutating func record(act line: DisplayText) {
    acts += 1
    if acts <= Self.mostActs { append(line) }
  }

  /// Records the result of a bulk removal.
  package mutating func record(summary line: DisplayText) { append(line) }

  private mutating func append(_ line: DisplayText) {
    if !isStuck { isStuck = !write(line) }
  }

  private static let mostActs = 100

  /// Writes a line with the facility LOG_USER: an act is not a matter of authentication.
  ///
  /// It returns `false` if the daemon does not accept the line within a second. If there is no log
  /// daemon, as in most containers, it returns `true` at once.
  package static let writeToSystemLog: Writer = { line in
    (line.utf8 + [0]).withUnsafeBytes { bytes in
      guard let text = bytes.bindMemory(to: CChar.self).baseAddress else { return true }
      return clinux_log(text, timeout) == 0 || errno != EAGAIN
    }
  }

  /// The longest wait for the log daemon, in milliseconds.
  private static let timeout: Int32 = 1000
}
