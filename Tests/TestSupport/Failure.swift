private import Glibc

/// What kept a test from going on, in words.
package struct Failure: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }

  /// A system call that failed, with the reason that `errno` holds.
  package init(call: String, _ code: Int32 = errno) {
    description = "\(call): \(String(cString: strerror(code)))"
  }
}
