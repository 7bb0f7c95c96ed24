internal import ArgumentParser
internal import Operations
internal import SharedMemory
internal import SystemPackage

/// Mode and owner of a segment, as given on the command line.
enum AccessArguments {
  /// A mode in octal digits: `640` → 0640.
  static func permissions(_ argument: String) throws -> FilePermissions {
    guard (1...5).contains(argument.utf8.count),
      argument.utf8.allSatisfy({ (0x30...0x37).contains($0) }),
      let bits = CInterop.Mode(argument, radix: 8)
    else { throw ValidationError("expected a mode in octal digits, such as 0640.") }
    guard bits <= 0o777 else {
      throw ValidationError(
        "expected a mode up to 0777: set-ID and sticky bits do nothing for shared memory.")
    }
    return FilePermissions(rawValue: bits)
  }

  /// `USER` or `USER:GROUP`, each a name or a number.
  static func owner(_ argument: String) throws -> NewOwner {
    let parts = RawArguments.bytes(of: argument)
      .split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
      .map(Array.init)
    guard let user = parts.first, let found = find(user, Accounts.Source.system.userNamed) else {
      throw ValidationError("there is no such user.")
    }
    guard parts.count > 1 else { return NewOwner(user: found, group: nil) }
    guard let group = find(parts[1], Accounts.Source.system.groupNamed) else {
      throw ValidationError("there is no such group.")
    }
    return NewOwner(user: found, group: group)
  }

  /// The ID of a name, or the number that the argument is.
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
