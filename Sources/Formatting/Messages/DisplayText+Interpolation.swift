package import Kernel
package import SafeText
package import SharedMemory
package import SystemPackage

/// Values in a sentence: `"owned by \(user: owner, format)"`.
///
/// Each overload takes the format of the value, because a literal has no access to it. Untrusted
/// bytes can only be interpolated with `escaping:`.
extension DisplayText.Interpolation {
  /// Untrusted bytes, escaped.
  package mutating func appendInterpolation(
    escaping bytes: some Sequence<UInt8>, _ charset: Charset
  ) {
    appendInterpolation(DisplayText(escaping: Array(bytes), in: charset))
  }

  /// A number of bytes: `4K`, or all digits.
  package mutating func appendInterpolation(bytes: UInt64, _ units: FormatOptions.Units) {
    append { $0.append(bytes: bytes, in: units) }
  }

  /// A number of bytes in words, rounded down: `8.0 GiB`.
  package mutating func appendInterpolation(spelling bytes: UInt64) {
    appendInterpolation(DisplayText(spelling: bytes))
  }

  /// The time since a moment in its largest whole unit: `3s`.
  package mutating func appendInterpolation(age moment: Timestamp, now: Timestamp) {
    append { $0.append(age: moment, now: now) }
  }

  /// A number and what it counts: `1 segment`, `2 segments`.
  package mutating func appendInterpolation(
    counted count: some BinaryInteger, _ thing: StaticString
  ) {
    append { $0.append(counted: count, thing) }
  }

  /// The name of a user, or the number if it has no name.
  package mutating func appendInterpolation(user: UserID, _ format: FormatOptions) {
    append { $0.append(user, format) }
  }

  /// The name of a group, or the number if it has no name.
  package mutating func appendInterpolation(group: GroupID, _ format: FormatOptions) {
    append { $0.append(group, format) }
  }

  /// Permissions in four octal digits.
  package mutating func appendInterpolation(octal bits: UInt32) {
    append { $0.append(octal: UInt64(bits), width: 4) }
  }

  /// A process as `command(pid)`.
  package mutating func appendInterpolation(holder: Holder, _ charset: Charset) {
    append { $0.append(holderOf: holder, in: charset) }
  }

  /// A process as `command(pid)`, with a name of at most ``FormatOptions/longestHolder``.
  package mutating func appendInterpolation(holder: Holder, _ format: FormatOptions) {
    append { $0.append(holderOf: holder, in: format.charset, within: format.longestHolder) }
  }

  /// The name of a POSIX segment with its slash.
  package mutating func appendInterpolation(name: ShmName, _ charset: Charset) {
    append { $0.append(name, in: charset) }
  }

  /// A System V key: `0x0052e2c1`.
  package mutating func appendInterpolation(key: IPCKey) {
    append { $0.append(key: key) }
  }

  /// The system's message for an error.
  package mutating func appendInterpolation(_ error: Errno, _ charset: Charset) {
    append { $0.append(error, in: charset) }
  }

  private mutating func append(_ write: (inout DisplayText) -> Void) {
    var text = DisplayText()
    write(&text)
    appendInterpolation(text)
  }
}
