internal import Kernel
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// Writes JSON (RFC 8259) piece by piece, so that 82,000 segments need no tree of values.
///
/// Why: Decisions/36-fast-paths.md
struct JSONWriter: ~Copyable {
  private var stream: ByteStream
  private(set) var needsComma = false
  /// The user and the group that were written last: most segments have the same owner as their neighbour.
  private var lastUser = LastName<UserID>()
  private var lastGroup = LastName<GroupID>()
  /// The verdict that was written last, and what was written.
  private var lastVerdict: (verdict: Verdict, written: [UInt8])?
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

  /// Begins an object in an array; ``endObject()`` ends it.
  ///
  /// These four are for what is written tens of thousands of times: a closure copies what it captures.
  mutating func beginObject() { begin(nil, "{") }

  mutating func endObject() { end("}") }

  /// Begins an array; ``endArray()`` ends it.
  mutating func beginArray(_ key: StaticString) { begin(key, "[") }

  mutating func endArray() { end("]") }

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
    stream.write(quoted: text)
  }

  /// Writes a string that `write` makes from a value, or `null` if there is no value.
  @inline(__always)
  mutating func string<Value>(
    _ key: StaticString, _ value: Value?, _ write: (inout DisplayText, Value) -> Void
  ) {
    guard let value else { return null(key) }
    string(key) { write(&$0, value) }
  }

  /// Writes the name of a user; `null` if it is not known.
  mutating func user(_ key: StaticString, _ user: UserID?, _ accounts: Accounts) {
    guard let user else { return null(key) }
    lastUser.update(to: user) { accounts.name(of: $0) }
    begin(key)
    stream.write(lastUser)
  }

  /// Writes the name of a group; `null` if it is not known.
  mutating func group(_ key: StaticString, _ group: GroupID?, _ accounts: Accounts) {
    guard let group else { return null(key) }
    lastGroup.update(to: group) { accounts.name(of: $0) }
    begin(key)
    stream.write(lastGroup)
  }

  /// Writes the members of a verdict with `write`, or copies them if the last verdict was the same.
  ///
  /// Another member must come before them: the comma is copied too.
  mutating func verdict(_ verdict: Verdict, _ write: (inout Self) -> Void) {
    if let lastVerdict, lastVerdict.verdict == verdict {
      lastVerdict.written.withUnsafeBufferPointer { stream.write($0) }
      return
    }
    assert(needsComma)
    let start = stream.count
    write(&self)
    lastVerdict = (verdict, stream.copy(from: start))
  }

  mutating func time(_ key: StaticString, _ time: Timestamp?) {
    guard let time else { return null(key) }
    begin(key)
    stream.write(UInt8(ascii: "\""))
    CalendarDate(time).withISO8601 { stream.write($0) }
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
    begin(key, open)
    try body(&self)
    end(close)
  }

  private mutating func begin(_ key: StaticString?, _ open: StaticString) {
    if let key { begin(key) } else { beginElement() }
    stream.write(open)
    needsComma = false
  }

  private mutating func end(_ close: StaticString) {
    stream.write(close)
    needsComma = true
  }
}

/// The name of a user or group that was written last, escaped.
///
/// Each lookup would change a reference count that other threads change at the same time.
private struct LastName<ID: Equatable> {
  private var id: ID?
  private(set) var name: DisplayText?

  mutating func update(to id: ID, _ lookUp: (ID) -> [UInt8]?) {
    if id == self.id { return }
    self.id = id
    name = lookUp(id).map { DisplayText(escaping: $0, in: .utf8) }
  }
}

extension ByteStream {
  /// Writes a name as a JSON string, or `null`.
  fileprivate mutating func write(_ last: borrowing LastName<some Equatable>) {
    if let name = last.name { write(quoted: name) } else { write("null") }
  }

  /// Writes a JSON string.
  fileprivate mutating func write(quoted text: DisplayText) {
    write(UInt8(ascii: "\""))
    text.utf8.withUnsafeBufferPointer { bytes in
      // Display text has no control characters, so only these two need an escape in JSON.
      if bytes.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
        for byte in bytes {
          if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { write("\\") }
          write(byte)
        }
      } else {
        write(bytes)
      }
    }
    write(UInt8(ascii: "\""))
  }
}
