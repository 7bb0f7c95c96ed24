internal import Kernel
package import SafeText
package import SharedMemory

extension DisplayText {
  /// Appends a process as `command(pid)`, or `command (pid)` in a sentence.
  ///
  /// The separators of holders are escaped in the command, because a process with the name
  /// `x(1),init` would look like two. The middle of a name of more than so many columns is left out.
  package mutating func append(
    holderOf holder: Holder, spaced: Bool = false, in charset: Charset, within columns: Int = .max
  ) {
    var name = DisplayText()
    name.append(name: holder.command, in: charset)
    append(name.elided(to: columns, mark: Glyph.ellipsis.text(in: charset)))
    append(spaced ? " (" : "(")
    append("\(holder.process.rawValue))")
  }

  /// Appends the name of a holder, with the separators of holders escaped.
  mutating func append(
    name: [UInt8], escaping separators: String.UTF8View = ",()".utf8, in charset: Charset
  ) {
    for part in name.split(
      omittingEmptySubsequences: false, whereSeparator: separators.contains)
    {
      if part.startIndex > 0 {
        append(literal: "\\x")
        append(hex: UInt64(name[part.startIndex - 1]), width: 2)
      }
      append(escaping: part, in: charset)
    }
  }

  /// Appends a value that can be one of several.
  ///
  /// In the exact form it cannot be mistaken for two values, or for none or an unknown one.
  mutating func append(item bytes: [UInt8], in format: FormatOptions) {
    guard format.units == .exact else { return append(escaping: bytes, in: format.charset) }
    let isSign = bytes == [UInt8(ascii: "-")] || bytes == [UInt8(ascii: "?")]
    append(name: bytes, escaping: isSign ? "-?".utf8 : ",".utf8, in: format.charset)
  }
}

extension Holder.How {
  /// The word in JSON, which never changes.
  package var constant: StaticString {
    switch self {
    case .mapping: "mapping"
    case .descriptor: "descriptor"
    case .lock: "lock"
    case .ioUring: "io_uring"
    }
  }
}
