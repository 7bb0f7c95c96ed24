package import Operations
package import SafeText

extension DisplayText {
  /// Says what about a restored segment is not as it was.
  package init(_ warning: Restoration.Warning, in charset: Charset) {
    switch warning {
    case .owner(let error):
      self = "you own it, as its owner could not be restored: \(error, charset)"
    case .mode(let error): self = "its mode could not be restored: \(error, charset)"
    }
  }
}
