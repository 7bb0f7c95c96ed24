import Formatting
import SafeText

/// A JSON Schema of what the program prints, made from the tables of fields and members.
struct JSONSchema {
  /// The name of its file in `Sources/Schema`.
  let file: String
  private let document: Node

  /// All of them.
  static let all = [
    JSONSchema(
      "shmtop", "What 'shmtop list --json' and 'shmtop show --json' print", JSONShape.document,
      "A line of 'shmtop list --json-lines' is '#/$defs/line'.",
      definitions: [("segment", segment(after: [])), ("line", segment(after: JSONShape.line))]),
    JSONSchema(
      "shmtop-summary", "What 'shmtop summary --json' prints", JSONShape.summary,
      "Where 'complete' is false, the numbers beside it are lower bounds."),
    JSONSchema(
      "shmtop-events", "A line that 'shmtop events --json' prints", JSONShape.event,
      "The segment has the members that it has in 'shmtop list --json'.",
      definitions: [("segment", segment(after: []))]),
  ]

  private init(
    _ name: String, _ title: String, _ members: [JSONShape.Member], _ note: String,
    definitions: [(key: String, value: Node)] = []
  ) {
    file = "\(name).schema.json"
    document = .object(
      [
        ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
        ("$id", .text("urn:\(name.replacing("-", with: ":")):schema:1")),
        ("title", .text(title)),
        (
          "description",
          .text(
            """
            A value that is not known or does not apply is null; no key is ever missing, and keys are only ever added. \
            Sizes are in bytes. \(note)
            """)
        ),
        ("type", .text("object")), ("properties", Self.properties(members)),
        ("required", Self.required(members.map(\.key))),
      ] + (definitions.isEmpty ? [] : [("$defs", .object(definitions))]))
  }

  /// A value of a schema; members keep their order.
  indirect enum Node {
    case text(String)
    case number(Int)
    case list([Node])
    case object([(key: String, value: Node)])
  }

  /// The whole schema as text.
  var text: String { Self.written(document, indent: "") + "\n" }

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
      return [type("array"), ("items", object(members))]
    case .segments: return [type("array"), ("items", .object([reference]))]
    case .segment: return [reference]
    case .object(let members): return [type("object")] + contents(of: members)
    case .keyed(let keys, let shape):
      let properties = keys.map { ($0.description, Node.object(members(shape))) }
      return [type("object"), ("properties", .object(properties)), ("required", required(keys))]
    }
  }

  private static let reference = (key: "$ref", value: Node.text("#/$defs/segment"))

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
