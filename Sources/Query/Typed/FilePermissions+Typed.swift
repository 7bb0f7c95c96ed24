internal import SafeText
package import SystemPackage

extension FilePermissions {
  /// A mode in octal digits: `640` → 0640.
  package init(typed digits: [UInt8]) throws(TypedProblem) {
    guard (1...5).contains(digits.count), digits.allSatisfy({ (0x30...0x37).contains($0) }),
      let bits = CInterop.Mode(String(decoding: digits, as: UTF8.self), radix: 8)
    else { throw TypedProblem("expected a mode in octal digits, such as 0640") }
    guard bits <= 0o777 else {
      throw TypedProblem(
        "expected a mode up to 0777: set-ID and sticky bits do nothing for shared memory")
    }
    self.init(rawValue: bits)
  }
}
