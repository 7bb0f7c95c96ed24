import Formatting
import SafeText

/// The JSON Schema of what `--json` and `--json-lines` print, made from the table of fields.
enum JSONSchema {
  /// A value of a schema; members keep their order.
  indirect enum Node {
    case text(String)
    case number(Int)
    case list([Node])
    case object([(key: String, value: Node)])
  }

  /// The whole schema as text.
  static var text: String { written(document, indent: "") + "\n" }

  private static let document = Node.object([
    ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
    ("$id", .text("urn:shmtop:schema:1")),
    ("title", .text("What 'shmtop list --json' and 'shmtop show --json' print")),
    (
      "description",
      .text(
        """
        A value that is not known or does not apply is null; no key is ever missing, and keys are only ever added. \
        Sizes are in bytes. A line of 'shmtop list --json-lines' is '#/$defs/line'.
        """)
    ),
    ("type", .text("object")), ("properties", properties(JSONShape.document)),
    ("required", required(JSONShape.document.map(\.key))),
    (
      "$defs",
      .object([
        ("segment", segment(after: [])), ("line", segment(after: JSONShape.line)),
      ])
    ),
  ])

  private static func segment(after members: [JSONShape.Member]) -> Node {
    let fields = Field.all.flatMap { field in
      field.json.map { ($0, meaning: $0.meaning?.description ?? field.meaning.string) }
    }
    let properties =
      members.map { ($0.key.description, node($0.shape, $0.meaning.description)) }
      + fields.map { member, meaning in
        (
          member.key.description,
          members.isEmpty
            ? node(member.shape, meaning)
            : .object([("$ref", .text("#/$defs/segment/properties/\(member.key)"))])
        )
      }
    return .object([
      ("type", .text("object")), ("properties", .object(properties)),
      ("required", required(members.map(\.key) + fields.map(\.0.key))),
    ])
  }

  private static func node(_ shape: JSONShape, _ meaning: String) -> Node {
    .object([("description", .text(meaning))] + members(shape))
  }

  private static func members(_ shape: JSONShape) -> [(key: String, value: Node)] {
    func type(_ name: String) -> (key: String, value: Node) {
      ("type", shape.isNullable ? .list([.text(name), .text("null")]) : .text(name))
    }
    switch shape.values {
    case .integer: return [type("integer"), ("minimum", .number(0))]
    case .boolean: return [type("boolean")]
    case .text(let pattern):
      return [type("string")] + (pattern.map { [("pattern", .text($0.description))] } ?? [])
    case .time:
      return [
        ("pattern", .text("^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"))
      ]
    case .words(let words):
      let type = type("string")
      // A list of words must also name null.
      guard shape.isNullable else {
        return [type, ("enum", .list(words.map { .text($0.description) }))]
      }
      let pattern = words.map(\.description).joined(separator: "|")
      return [type, ("pattern", .text("^(\(pattern))$"))]
    case .objects(let members):
      return [
        type("array"),
        (
          "items", members.isEmpty ? .object([("$ref", .text("#/$defs/segment"))]) : object(members)
        ),
      ]
    case .object(let members): return [type("object")] + contents(of: members)
    }
  }

  private static func object(_ members: [JSONShape.Member]) -> Node {
    .object([("type", .text("object"))] + contents(of: members))
  }

  private static func contents(of members: [JSONShape.Member]) -> [(key: String, value: Node)] {
    [("properties", properties(members)), ("required", required(members.map(\.key)))]
  }

  private static func properties(_ members: [JSONShape.Member]) -> Node {
    .object(members.map { ($0.key.description, node($0.shape, $0.meaning.description)) })
  }

  private static func required(_ keys: [StaticString]) -> Node {
    .list(keys.map { .text($0.description) })
  }

  /// A value as JSON, a member on each line, but a list in one.
  private static func written(_ node: Node, indent: String) -> String {
    switch node {
    case .text(let text):
      let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
      return "\"\(escaped)\""
    case .number(let number): return "\(number)"
    case .list(let nodes):
      return "[" + nodes.map { written($0, indent: indent) }.joined(separator: ", ") + "]"
    case .object(let members):
      let inner = indent + "  "
      let lines = members.map { "\(inner)\"\($0.key)\": \(written($0.value, indent: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }
}
