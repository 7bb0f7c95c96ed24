private import CTestSupport
internal import SystemPackage

/// A user who is neither root nor the owner of what tests make.
package enum OtherUser {
  /// The user's number: nobody's.
  package static let number: UInt32 = 65534

  /// Runs `body` with the rights of this user; needs CAP_SETUID and root to come back to.
  ///
  /// Only the calling thread changes, so `body` must not suspend.
  package static func perform<Result>(_ body: () throws -> Result) throws -> Result {
    try checked { ctest_act_as_user(number) }
    defer { precondition(ctest_act_as_user(0) == 0, "root's rights are lost") }
    return try body()
  }

  /// Makes a System V segment of this user, and removes it after `body`, which keeps root's rights.
  ///
  /// The kernel lets root remove it only with CAP_SYS_ADMIN, so its owner does.
  package static func withSystemVSegment<Result>(
    size: Int, mode: Int32, _ body: (TestSystemVSegment) throws -> Result
  ) throws -> Result {
    let segment = try perform { try TestSystemVSegment(size: size, mode: mode) }
    defer { _ = try? perform { segment.remove() } }
    return try body(segment)
  }
}
