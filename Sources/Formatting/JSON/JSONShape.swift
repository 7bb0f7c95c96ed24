/// The values that a JSON member can have.
///
/// The JSON Schemas in `Sources/Schema` are made from it, and a test compares both.
///
/// Why: Decisions/82-a-schema-from-the-fields.md
package struct JSONShape: Sendable {
  package enum Values: Sendable {
    /// Whole numbers from 0 up.
    case integer
    case boolean
    /// Strings that match a regular expression; `nil`: all.
    case text(StaticString? = nil)
    /// ISO 8601 in UTC.
    case time
    /// One of these strings.
    case words([StaticString])
    /// Lists of objects with these members.
    case objects([Member])
    /// Objects with these members.
    case object([Member])
    /// Objects that have one of these values for each key.
    indirect case keyed([StaticString], JSONShape)
    /// Objects with the members of a segment: those of ``Field/all``.
    case segment
    /// Lists of such objects.
    case segments
  }

  /// A member of an object.
  package struct Member: Sendable {
    package let key: StaticString
    package let shape: JSONShape
    /// Its meaning in a few words.
    package let meaning: StaticString

    init(_ key: StaticString, _ shape: JSONShape, _ meaning: StaticString) {
      self.key = key
      self.shape = shape
      self.meaning = meaning
    }
  }

  package let values: Values
  /// Whether it can also be `null`.
  package let isNullable: Bool

  init(_ values: Values, isNullable: Bool = true) {
    self.values = values
    self.isNullable = isNullable
  }

  /// The same values, but never `null`.
  static func always(_ values: Values) -> JSONShape { JSONShape(values, isNullable: false) }
}
