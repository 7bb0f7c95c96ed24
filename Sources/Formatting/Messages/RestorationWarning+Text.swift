package import Operations
package import SafeText
internal import SystemPackage

extension DisplayText {
  /// Says which property of a restored segment differs from the saved one.
  package init(_ warning: Restoration.Warning, in charset: Charset) {
    switch warning {
    case .owner(let error):
      self = "its owner could not be restored, so you own it: \(error, charset)"
    case .creator(let error):
      self = "its creator could not be restored, so that is you: \(error, charset)"
    case .mode(let error): self = "its mode could not be restored: \(error, charset)"
    case .accessControlList(let error):
      self = "its access control list could not be restored: \(error, charset)"
    case .attribute(let name, let error):
      self = "its attribute \(escaping: name, charset) could not be restored: \(error, charset)"
    case .narrowed(let mode, let reason):
      self = """
        mode restored as \(octal: mode.bits) instead of \(octal: mode.saved), because \
        \(reason.text); a wider mode could give other users access
        """
    }
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
