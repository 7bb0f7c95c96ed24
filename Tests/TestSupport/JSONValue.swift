private import FoundationEssentials

/// A JSON document as a real decoder reads it.
package enum JSONValue: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(UInt64)
  case signed(Int64)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(UInt64.self) {
      self = .number(number)
    } else if let number = try? value.decode(Int64.self) {
      self = .signed(number)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else if let array = try? value.decode([JSONValue].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  /// Reads a document.
  package init(document: [UInt8]) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(document))
  }

  /// The value of a key; `nil` where this is no object or has no such key.
  package subscript(_ key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The elements; none where this is no array.
  package var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// The keys; none where this is no object.
  package var keys: Set<String> {
    if case .object(let members) = self { Set(members.keys) } else { [] }
  }
}
