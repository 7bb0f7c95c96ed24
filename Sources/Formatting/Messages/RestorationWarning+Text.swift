package import Operations
package import SafeText

extension DisplayText {
  /// Says which property of a restored segment differs from the saved one.
  package init(_ warning: Restoration.Warning, in charset: Charset) {
    switch warning {
    case .owner(let error):
      self = "you own it, as its owner could not be restored: \(error, charset)"
    case .mode(let error): self = "its mode could not be restored: \(error, charset)"
    }
  }
}
