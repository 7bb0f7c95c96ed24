package import Operations
internal import SafeText
package import SharedMemory

extension NewOwner {
  /// `USER` or `USER:GROUP`, each a name or a number.
  ///
  /// Finding a name can take long, because it can come over a network.
  package init(typed text: [UInt8], in accounts: Accounts.Source) throws(TypedProblem) {
    let parts = text.split(
      separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false
    ).map(Array.init)
    guard let user = parts.first, let found = Self.find(user, accounts.userNamed) else {
      throw TypedProblem("no user is named '\(Self.shown(parts[0]))'")
    }
    guard parts.count > 1 else {
      self.init(user: found, group: nil)
      return
    }
    guard let group = Self.find(parts[1], accounts.groupNamed) else {
      throw TypedProblem("no group is named '\(Self.shown(parts[1]))'")
    }
    self.init(user: found, group: group)
  }

  /// A name that was typed, with all that is no printable ASCII escaped, and shortened.
  private static func shown(_ name: [UInt8]) -> DisplayText {
    DisplayText(escaping: name, in: .ascii).elided(to: 32, mark: "...")
  }

  /// The ID of a name, or the number that the text is.
  ///
  /// The largest number stands for no ID in chown(2).
  private static func find<ID: RawRepresentable<UInt32>>(
    _ name: [UInt8], _ look: ([UInt8]) -> ID?
  ) -> ID? {
    if let id = look(name) { return id }
    guard name.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = UInt32(String(decoding: name, as: UTF8.self)), number != .max
    else { return nil }
    return ID(rawValue: number)
  }
}
