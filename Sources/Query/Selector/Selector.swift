package import Kernel
private import SafeText
package import SharedMemory

/// A segment as the user names it on the command line.
package enum Selector: Hashable, Sendable {
  /// `sysv:32769`.
  case shmID(ShmID)
  /// `key:0x52e2c1`.
  case key(IPCKey)
  /// `posix:/name`, in which the name is escaped, or `/name`, which is taken byte for byte.
  case name(ShmName)
  /// `unlinked:DEV:INODE` or `memfd:DEV:INODE`.
  case unlinked(SegmentID)
  /// A word without a prefix or a slash: a name, and also an ID if it is a number.
  case bare(ShmName, ShmID?)

  /// Parses a selector; `nil` if it is malformed.
  ///
  /// - `sysv:5` → the System V segment with ID 5.
  /// - `key:0x52e2c1` and `key:5432001` → the System V segment with this key.
  /// - `posix:/a\x20b` and `/a b` → the POSIX segment `a b`.
  /// - `unlinked:26:1042` and `memfd:1:1042` → the file with this device and inode.
  /// - `5` → the POSIX segment `5` or the System V segment with ID 5.
  package init?(_ bytes: [UInt8]) {
    if let text = bytes.after("posix:/") {
      guard let name = DisplayText.bytes(unescaping: text), !name.isEmpty else { return nil }
      self = .name(ShmName(name))
    } else if bytes.after("posix:") != nil {
      return nil
    } else if let text = bytes.after("sysv:") {
      guard let shmID = Self.number(text) else { return nil }
      self = .shmID(shmID)
    } else if let text = bytes.after("key:") {
      guard let key = IPCKey(typed: text), key != .private else { return nil }
      self = .key(key)
    } else if let text = bytes.after("unlinked:") {
      guard let (device, inode) = Self.file(text) else { return nil }
      self = .unlinked(.unlinked(device: device, inode: inode))
    } else if let text = bytes.after("memfd:") {
      guard let (device, inode) = Self.file(text) else { return nil }
      self = .unlinked(.memfd(device: device, inode: inode))
    } else if let name = bytes.after("/") {
      guard !name.isEmpty else { return nil }
      self = .name(ShmName(name))
    } else {
      guard !bytes.isEmpty else { return nil }
      self = .bare(ShmName(bytes), Self.number(bytes[...]))
    }
  }

  /// Whether its segment has no name, so that it is found only through its holders.
  package var needsHolders: Bool { if case .unlinked = self { true } else { false } }

  /// Whether its segment can have no name now.
  package var canBeUnlinked: Bool {
    switch self {
    case .unlinked, .name, .bare: true
    case .shmID, .key: false
    }
  }

  /// A device and an inode in decimal: `26:1042` → 26 and 1042; `nil` for anything else.
  private static func file(_ text: ArraySlice<UInt8>) -> (device: UInt64, inode: UInt64)? {
    let numbers = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .map { UInt64(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 2, text.allSatisfy({ $0 != UInt8(ascii: "+") }),
      let device = numbers[0], let inode = numbers[1]
    else { return nil }
    return (device, inode)
  }

  /// An ID as the kernel writes it: `32769` → 32769; `nil` with a sign or leading zeros.
  private static func number(_ digits: ArraySlice<UInt8>) -> ShmID? {
    let isNumber = digits.allSatisfy { (0x30...0x39).contains($0) }
    guard isNumber, digits.count == 1 || digits.first != 0x30 else { return nil }
    return Int32(String(decoding: digits, as: UTF8.self)).map { ShmID(rawValue: $0) }
  }
}

extension [UInt8] {
  fileprivate func after(_ prefix: StaticString) -> ArraySlice<UInt8>? {
    let prefix = prefix.withUTF8Buffer { Array($0) }
    return starts(with: prefix) ? self[prefix.count...] : nil
  }
}
