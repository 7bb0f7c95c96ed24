internal import CLinux
internal import Glibc
package import SafeText

/// The record of removals in the system log.
///
/// Each of the first hundred removals has a line, and a bulk removal has a summary at the end. After
/// a line that the log daemon does not accept within a second, no more are written, so that removals do
/// not wait.
///
/// Why: Decisions/33-audit-log.md
package struct AuditLog: Sendable {
  /// Writes a line; returns `false` if the log does not accept it.
  package typealias Writer = @Sendable (DisplayText) -> Bool

  private let write: Writer
  private var removals = 0
  /// Whether the log has refused a line, so that removals are missing from it.
  package private(set) var isStuck = false

  /// A log that writes its lines with `write`; by default to the system log.
  package init(_ write: @escaping Writer = Self.writeToSystemLog) { self.write = write }

  /// A log that records nothing.
  package static var off: AuditLog { AuditLog { _ in true } }

  /// Records the removal of one segment, if it is one of the first hundred.
  package mutating func record(removal line: DisplayText) {
    removals += 1
    if removals <= Self.mostRemovals { append(line) }
  }

  /// Records the result of a bulk removal.
  package mutating func record(summary line: DisplayText) { append(line) }

  private mutating func append(_ line: DisplayText) {
    if !isStuck { isStuck = !write(line) }
  }

  private static let mostRemovals = 100

  /// Writes a line with the facility LOG_USER: a removal is not a matter of authentication.
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
