private import Glibc
package import SystemPackage

/// The user who changes segments, for the audit log.
package struct ActingUser: Hashable, Sendable {
  /// The user that the program runs as.
  package let user: UserID
  /// The user who called `sudo`; `nil` without `sudo`.
  package let sudoUser: UserID?

  package init(user: UserID, sudoUser: UserID? = nil) {
    self.user = user
    self.sudoUser = sudoUser
  }

  /// The user that this process runs as.
  ///
  /// The user who called `sudo` comes from the environment variable `SUDO_UID`, which can be forged.
  package static var current: ActingUser {
    let sudoUser = getenv("SUDO_UID").flatMap { UInt32(String(cString: $0)) }
    return ActingUser(
      user: UserID(rawValue: getuid()), sudoUser: sudoUser.map { UserID(rawValue: $0) })
  }
}
