private import Glibc
package import SystemPackage

/// Calls the system and throws what `errno` says where the result is negative.
@discardableResult
package func checked(_ call: () -> Int32) throws(Errno) -> Int32 {
  let result = call()
  guard result >= 0 else { throw Errno(rawValue: errno) }
  return result
}
