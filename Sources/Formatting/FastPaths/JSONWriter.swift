internal import Kernel
internal import SafeText
internal import SystemPackage

/// Writes JSON (RFC 8259) piece by piece, so that 82,000 segments need no tree of values.
///
/// Why: Decisions/36-fast-paths.md
struct JSONWriter: ~Copyable {
  private var stream: ByteStream
  private(set) var needsComma = false
  /// The latest string, before JSON's own escapes.
  private(set) var text = DisplayText()

  init(_ drain: @escaping ([UInt8]) throws(Errno) -> Void) { stream = ByteStream(drain) }

  /// A writer that keeps its elements in ``gathered``, for another writer to append.
  init(afterOthers: Bool) {
    stream = ByteStream()
    needsComma = afterOthers
  }

  /// The text that was written and not handed over yet.
  var gathered: [UInt8] { stream.gathered }

  /// Writes elements that another writer has collected.
  mutating func append(_ elements: [UInt8]) throws(Errno) {
    try stream.finish()
    try stream.pass(elements)
    needsComma = true
  }

  /// Writes a newline, and hands over the rest.
  mutating func finish() throws(Errno) {
    stream.write("\n")
    try handOver()
  }

  /// Hands over the rest.
  mutating func handOver() throws(Errno) { try stream.finish() }

  /// Writes an object; a full buffer is handed over after it.
  mutating func object(_ key: StaticString? = nil, _ body: (inout Self) throws(Errno) -> Void)
    throws(Errno)
  {
    try nested(key, "{", "}", body)
    try stream.drainIfLarge()
  }

  /// Writes an object on a line of its own; a full buffer is handed over after it.
  mutating func line(_ body: (inout Self) throws(Errno) -> Void) throws(Errno) {
    needsComma = false
    try nested(nil, "{", "}", body)
    stream.write("\n")
    try stream.drainIfLarge()
  }

  /// Writes an array.
  mutating func array(_ key: StaticString, _ body: (inout Self) throws(Errno) -> Void)
    throws(Errno)
  {
    try nested(key, "[", "]", body)
  }

  @inline(__always)
  mutating func null(_ key: StaticString) { value(key, "null") }

  @inline(__always)
  mutating func bool(_ key: StaticString, _ value: Bool?) {
    switch value {
    case true: self.value(key, "true")
    case false: self.value(key, "false")
    case nil: null(key)
    }
  }

  @inline(__always)
  mutating func number(_ key: StaticString, _ number: (some FixedWidthInteger)?) {
    guard let number else { return null(key) }
    begin(key)
    if number < 0 { stream.write(UInt8(ascii: "-")) }
    stream.write(decimal: UInt64(number.magnitude))
  }

  /// Writes a constant string, printable ASCII without quotes and backslashes.
  @inline(__always)
  mutating func constant(_ key: StaticString, _ text: StaticString?) {
    guard let text else { return null(key) }
    begin(key)
    stream.write(UInt8(ascii: "\""))
    stream.write(text)
    stream.write(UInt8(ascii: "\""))
  }

  /// Writes a string that `write` appends.
  @inline(__always)
  mutating func string(_ key: StaticString, _ write: (inout DisplayText) -> Void) {
    text.removeAll()
    write(&text)
    begin(key)
    writeText()
  }

  /// Writes a string that `write` makes from a value, or `null` if there is no value.
  @inline(__always)
  mutating func string<Value>(
    _ key: StaticString, _ value: Value?, _ write: (inout DisplayText, Value) -> Void
  ) {
    guard let value else { return null(key) }
    string(key) { write(&$0, value) }
  }

  mutating func time(_ key: StaticString, _ time: Timestamp?) {
    guard let time else { return null(key) }
    begin(key)
    stream.write(UInt8(ascii: "\""))
    CalendarDate(time).withISO8601 { stream.write($0) }
    stream.write(UInt8(ascii: "\""))
  }

  private mutating func writeText() {
    stream.write(UInt8(ascii: "\""))
    text.utf8.withUnsafeBufferPointer { bytes in
      // Display text has no control characters, so only these two need an escape in JSON.
      if bytes.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
        for byte in bytes {
          if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { stream.write("\\") }
          stream.write(byte)
        }
      } else {
        stream.write(bytes)
      }
    }
    stream.write(UInt8(ascii: "\""))
  }

  @inline(__always)
  private mutating func value(_ key: StaticString, _ literal: StaticString) {
    begin(key)
    stream.write(literal)
  }

  @inline(__always)
  private mutating func begin(_ key: StaticString) {
    beginElement()
    stream.write(UInt8(ascii: "\""))
    stream.write(key)
    stream.write("\":")
  }

  @inline(__always)
  private mutating func beginElement() {
    if needsComma { stream.write(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func nested(
    _ key: StaticString?, _ open: StaticString, _ close: StaticString,
    _ body: (inout Self) throws(Errno) -> Void
  ) throws(Errno) {
    if let key { begin(key) } else { beginElement() }
    stream.write(open)
    needsComma = false
    try body(&self)
    stream.write(close)
    needsComma = true
  }
}
