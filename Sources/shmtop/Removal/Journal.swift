internal import CLinux
internal import Escaping
internal import Glibc
internal import Presentation
internal import SharedMemory

/// The record of what was removed, in the system's log.
///
/// Of many removals the first hundred have a line each, and all together one more.
struct Journal {
  /// Where lines go.
  typealias Drain = (DisplayText) -> Void

  private let remover: Remover
  private let write: Drain
  private var lines = 0

  /// A journal of this process's user; with `isOff` nothing is written.
  init(isOff: Bool) {
    remover = Remover(user: UserID(rawValue: getuid()), sudoUser: Self.sudoUser)
    write = isOff ? { _ in } : Self.systemLog
  }

  /// Records a removal.
  mutating func record(_ segment: Segment, _ writing: Writing) {
    lines += 1
    guard lines <= Self.mostLines else { return }
    write(DisplayText(recordOf: segment, by: remover, writing))
  }

  /// Records what came of many.
  func record(_ summary: RemovalSummary) {
    write(DisplayText(recordOf: summary, by: remover))
  }

  private static let mostLines = 100

  /// LOG_USER: what an administrator does is no matter of authentication.
  private static func systemLog(_ line: DisplayText) {
    (line.utf8 + [0]).withUnsafeBytes { bytes in
      if let text = bytes.bindMemory(to: CChar.self).baseAddress { clinux_log(text) }
    }
  }

  /// Who called `sudo`, which any environment can claim.
  private static var sudoUser: UserID? {
    getenv("SUDO_UID").flatMap { UInt32(String(cString: $0)) }.map { UserID(rawValue: $0) }
  }
}
