internal import Escaping
internal import SharedMemory
internal import SystemPackage

/// Writes JSON (RFC 8259) piece by piece, so that 82,000 segments need no tree of values.
struct JSONWriter: ~Copyable {
  private var stream: ByteStream
  private var needsComma = false
  private var text = DisplayText()

  init(_ drain: @escaping ([UInt8]) throws(Errno) -> Void) { stream = ByteStream(drain) }

  /// Hands over all that is left, with a line end.
  mutating func finish() throws(Errno) {
    stream.write("\n")
    try stream.finish()
  }

  /// Writes an object; between objects gathered bytes are handed over.
  mutating func object(_ key: StaticString? = nil, _ body: (inout Self) throws(Errno) -> Void)
    throws(Errno)
  {
    try nested(key, "{", "}", body)
    try stream.drainIfLarge()
  }

  /// Writes an array.
  mutating func array(_ key: StaticString, _ body: (inout Self) throws(Errno) -> Void)
    throws(Errno)
  {
    try nested(key, "[", "]", body)
  }

  mutating func null(_ key: StaticString) { value(key, "null") }

  mutating func bool(_ key: StaticString, _ value: Bool?) {
    self.value(key, value.map { $0 ? "true" : "false" } ?? "null")
  }

  mutating func number(_ key: StaticString, _ number: (some BinaryInteger)?) {
    guard let number else { return null(key) }
    text.removeAll()
    text.append(number)
    begin(key)
    stream.write(text.utf8)
  }

  mutating func string(_ key: StaticString, _ write: ((inout DisplayText) -> Void)?) {
    guard let write else { return null(key) }
    text.removeAll()
    write(&text)
    begin(key)
    stream.write("\"")
    // Display text holds no control characters: these two are all that JSON wants escaped.
    if text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
      for byte in text.utf8 {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { stream.write("\\") }
        stream.write(byte)
      }
    } else {
      stream.write(text.utf8)
    }
    stream.write("\"")
  }

  mutating func time(_ key: StaticString, _ time: Timestamp?) {
    string(key, time.map { time in { $0.append(iso8601: time) } })
  }

  private mutating func value(_ key: StaticString, _ literal: StaticString) {
    begin(key)
    stream.write(literal)
  }

  private mutating func begin(_ key: StaticString?) {
    if needsComma { stream.write(",") }
    needsComma = true
    guard let key else { return }
    stream.write("\"")
    stream.write(key)
    stream.write("\":")
  }

  private mutating func nested(
    _ key: StaticString?, _ open: StaticString, _ close: StaticString,
    _ body: (inout Self) throws(Errno) -> Void
  ) throws(Errno) {
    begin(key)
    stream.write(open)
    needsComma = false
    try body(&self)
    stream.write(close)
    needsComma = true
  }
}
