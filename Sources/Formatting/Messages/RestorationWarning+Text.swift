package import Operations
package import SafeText
internal import SystemPackage

extension DisplayText {
  /// Says which property of a restored segment differs from the saved one.
  package init(_ warning: Restoration.Warning, in charset: Charset) {
    switch warning {
    case .owner(let error):
      self = "you own it, as its owner could not be restored: \(error, charset)"
    case .creator(let error):
      self = "you are its creator, as its creator could not be restored: \(error, charset)"
    case .mode(let error): self = "its mode could not be restored: \(error, charset)"
    case .accessControlList(let error):
      self = "its access control list could not be restored: \(error, charset)"
    case .attribute(let name, let error):
      self = "its attribute \(escaping: name, charset) could not be restored: \(error, charset)"
    case .privileges:
      self = """
        its set-ID bits and privileged attributes were not restored: another user can have written \
        the copy
        """
    case .narrowed(let mode, let reason):
      self = """
        its mode is \(octal: mode.bits), not \(octal: mode.saved), so that no user gains access: \
        \(reason.text)
        """
    }
  }
}

extension DisplayText.Interpolation {
  /// Permissions in four octal digits.
  fileprivate mutating func appendInterpolation(octal bits: UInt32) {
    var text = DisplayText()
    text.append(octal: UInt64(bits), width: 4)
    appendInterpolation(text)
  }
}

extension Restoration.Warning.Reason {
  fileprivate var text: DisplayText {
    switch self {
    case .owner: "its owner was not restored"
    case .creator: "its creator was not restored"
    case .accessControlList: "its access control list was not restored"
    case .oldCopy: "the copy does not say whether it had an access control list"
    }
  }
}
