internal import CLinux
internal import Glibc

/// The arguments as strings that preserve every byte.
///
/// Names of segments need not be UTF-8, but the argument parser takes strings. A byte that is not
/// UTF-8 becomes the character U+10FF00 plus the byte, from the end of the last private-use plane;
/// real characters from that range are treated as bytes too, so the encoding is never ambiguous.
/// Control characters are replaced too, so that a newline in a name is not mistaken for a line
/// break in the parser's messages.
///
/// Why: Decisions/37-arguments-are-bytes.md
enum RawArguments {
  /// The arguments without the program's name; `nil` if they are not known.
  ///
  /// Not `CommandLine.arguments`, which is empty if `/proc/self/cmdline` cannot be read.
  static var strings: [String]? {
    let count = clinux_argument_count()
    guard count > 0 else { return nil }
    return (1..<count).compactMap { number in
      clinux_argument(number).map {
        string(from: UnsafeRawBufferPointer(start: $0, count: strlen($0)))
      }
    }
  }

  /// Bytes as a string.
  static func string(from bytes: some Sequence<UInt8>) -> String {
    let bytes = Array(bytes)
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: needsStandIn)
    {
      return text
    }
    var text = String.UnicodeScalarView()
    var rest = bytes[...]
    while let byte = rest.first {
      let valid = (1...4).lazy.compactMap { length -> (Unicode.Scalar, Int)? in
        guard let text = String(validating: rest.prefix(length), as: UTF8.self),
          text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first,
          !needsStandIn(scalar)
        else { return nil }
        return (scalar, length)
      }.first
      if let (scalar, length) = valid {
        text.append(scalar)
        rest = rest.dropFirst(length)
      } else {
        if let scalar = Unicode.Scalar(firstStandIn + UInt32(byte)) { text.append(scalar) }
        rest = rest.dropFirst()
      }
    }
    return String(text)
  }

  /// The bytes that a string encodes.
  static func bytes(of string: String) -> [UInt8] {
    string.unicodeScalars.flatMap { scalar -> [UInt8] in
      isStandIn(scalar)
        ? [UInt8(truncatingIfNeeded: scalar.value - firstStandIn)] : Array(String(scalar).utf8)
    }
  }

  private static let firstStandIn: UInt32 = 0x10ff00

  private static func needsStandIn(_ scalar: Unicode.Scalar) -> Bool {
    isStandIn(scalar) || scalar.value < 0x20
  }

  private static func isStandIn(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= firstStandIn }
}
