package import Kernel
package import SafeText
package import SystemPackage

extension DisplayText {
  /// Appends `?`, for a value that is not known.
  package mutating func appendUnknown() { append(literal: "?") }

  /// Appends `-`, for a value that such a segment does not have.
  package mutating func appendNone() { append(literal: "-") }

  /// Appends the time since a moment, in its largest whole unit: `3h`; `0s` for the future.
  package mutating func append(age moment: Timestamp, now: Timestamp) {
    let seconds = max(0, now.seconds.subtractingSaturated(moment.seconds))
    switch seconds {
    case ..<60:
      append(seconds)
      append(literal: "s")
    case ..<3600:
      append(seconds / 60)
      append(literal: "m")
    case ..<86400:
      append(seconds / 3600)
      append(literal: "h")
    default:
      append(seconds / 86400)
      append(literal: "d")
    }
  }

  /// Appends a moment as ISO 8601 in UTC, to the second.
  package mutating func append(iso8601 moment: Timestamp) {
    CalendarDate(moment).withISO8601 { append(escaping: $0, in: .ascii) }
  }

  /// Appends the time of day of a moment, UTC: `14:05:11`.
  package mutating func append(clockOf moment: Timestamp) {
    CalendarDate(moment).withISO8601 { append(escaping: $0.dropLast().suffix(8), in: .ascii) }
  }

  /// Appends permissions as `ls` writes them: `rw-r--r--`, with set-ID and sticky bits `rwsr-Sr-t`.
  package mutating func append(_ permissions: FilePermissions) {
    for (index, letter) in Self.permissionLetters.enumerated() {
      let isSet = permissions.rawValue & (0o400 >> UInt32(index)) != 0
      var shown = isSet ? letter : UInt8(ascii: "-")
      // After each three letters the execute bit shares its place with one of the higher bits.
      if index % 3 == 2, permissions.rawValue & (0o4000 >> UInt32(index / 3)) != 0 {
        shown = index == 8 ? UInt8(ascii: "t") : UInt8(ascii: "s")
        if !isSet { shown &= ~0x20 }
      }
      append(repeating: shown, count: 1)
    }
  }

  private static let permissionLetters = Array("rwxrwxrwx".utf8)

  /// Appends a number and a noun, in the plural unless the number is 1: `2 segments`.
  package mutating func append(counted count: some BinaryInteger, _ thing: StaticString) {
    append(count)
    append(literal: " ")
    append(literal: thing)
    if count != 1 { append(literal: "s") }
  }

  /// Appends a System V key as ipcs(1) writes it: `0x` and eight hexadecimal digits.
  package mutating func append(key: IPCKey) {
    append(literal: "0x")
    append(hex: UInt64(key.rawValue), width: 8)
  }
}
