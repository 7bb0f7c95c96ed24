private import CTestSupport
internal import SystemPackage

/// Somebody who is neither root nor the owner of what tests make.
package enum OtherUser {
  /// The user's number: nobody's.
  package static let number: UInt32 = 65534

  /// Runs `body` with the rights of this user; wants root.
  ///
  /// Only the calling thread changes, so `body` must not suspend.
  package static func perform<Result>(_ body: () throws -> Result) throws -> Result {
    try checked { ctest_act_as_user(number) }
    defer { precondition(ctest_act_as_user(0) == 0, "root's rights are lost") }
    return try body()
  }
}
