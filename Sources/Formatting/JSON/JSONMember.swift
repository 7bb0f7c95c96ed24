package import SafeText
package import SharedMemory

/// One member of a segment's JSON object: its key, and a function that makes its value.
///
/// Programs read the keys, so they never change. `FastPaths/Segment+JSON.swift` writes the same
/// members quickly, in their order in the document.
package struct JSONMember: Sendable {
  /// A JSON value.
  package indirect enum Value: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(UInt64)
    case negative(Int64)
    case text(DisplayText)
    /// A list of objects with their members.
    case objects([[String: Value]])
  }

  package let key: StaticString
  package let shape: JSONShape
  /// Its meaning in a few words; `nil` if it is that of its field.
  package let meaning: StaticString?
  package let value: @Sendable (Segment, FormatOptions) -> Value

  init(
    _ key: StaticString, _ shape: JSONShape, meaning: StaticString? = nil,
    _ value: @escaping @Sendable (Segment, FormatOptions) -> Value
  ) {
    self.key = key
    self.shape = shape
    self.meaning = meaning
    self.value = value
  }

  static func number(
    _ key: StaticString, _ shape: JSONShape = JSONShape(.integer),
    _ number: @escaping @Sendable (Segment) -> (some BinaryInteger & Sendable)?
  ) -> JSONMember {
    JSONMember(key, shape) { segment, _ in Value(number(segment)) }
  }

  static func bool(
    _ key: StaticString, _ shape: JSONShape = JSONShape(.boolean), meaning: StaticString,
    _ value: @escaping @Sendable (Segment) -> Bool?
  ) -> JSONMember {
    JSONMember(key, shape, meaning: meaning) { segment, _ in
      value(segment).map { .bool($0) } ?? .null
    }
  }

  /// Text that `write` appends; `null` if `write` returns false.
  static func text(
    _ key: StaticString, _ shape: JSONShape, meaning: StaticString? = nil,
    _ write: @escaping @Sendable (Segment, FormatOptions, inout DisplayText) -> Bool
  ) -> JSONMember {
    JSONMember(key, shape, meaning: meaning) { segment, format in
      var text = DisplayText()
      return write(segment, format, &text) ? .text(text) : .null
    }
  }

  /// Untrusted bytes, escaped.
  static func escaped(
    _ key: StaticString, meaning: StaticString? = nil,
    _ bytes: @escaping @Sendable (Segment, FormatOptions) -> [UInt8]?
  ) -> JSONMember {
    JSONMember(key, JSONShape(.text()), meaning: meaning) { segment, format in
      Value(escaping: bytes(segment, format))
    }
  }
}

extension JSONMember.Value {
  init(_ number: (some BinaryInteger)?) {
    guard let number else {
      self = .null
      return
    }
    self = number < 0 ? .negative(Int64(number)) : .number(UInt64(number))
  }

  init(escaping bytes: [UInt8]?) {
    self = bytes.map { .text(DisplayText(escaping: $0, in: .utf8)) } ?? .null
  }
}
