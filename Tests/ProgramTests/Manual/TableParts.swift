import SafeText

@testable import Formatting
@testable import Query
@testable import SharedMemory

/// The parts of the manual about columns, filters, JSON and applications.
enum TableParts {
  static var all: [String: [String]] {
    [
      "columns": Mdoc.list(Field.all.flatMap(item), width: 9),
      "default columns": Mdoc.text(names(Field.defaults) + "."),
      "columns of the monitor": Mdoc.list(
        Field.selectable.filter { !Field.all.contains($0) }.flatMap(item), width: 9),
      "names of columns": Mdoc.text(
        Field.aliases.map { "\($0.name.string) (\($0.field.name.string))" }
          .joined(separator: ", ") + "."),
      "columns of processes": Mdoc.list(processColumns, width: 9),
      "columns of holders": Mdoc.list(
        Column<HolderRow>.help.flatMap { item($0.layout.heading, $0.meaning) }, width: 9),
      "filter words": [".Bl -tag -width Ds"] + words.filter { $0.field == nil }.flatMap(\.item)
        + [".El"],
      "filter numbers": Mdoc.list(words.filter { $0.unit != nil }.flatMap(\.item), width: 14),
      "filter texts": Mdoc.list(
        words.filter { $0.field != nil && $0.unit == nil }.flatMap(\.item), width: 9),
      "JSON document": Mdoc.list(JSONShape.document.flatMap { members($0, in: "") }, width: 4),
      "JSON summary": Mdoc.list(
        JSONShape.summary.dropFirst(JSONShape.head.count).flatMap { members($0, in: "") }, width: 4),
      "JSON event": Mdoc.list(
        JSONShape.event.dropFirst(JSONShape.line.count).flatMap { members($0, in: "") }, width: 4),
      "JSON segment": Mdoc.list(Field.all.flatMap(members), width: 4),
      "metrics": Mdoc.list(
        Metric.all.flatMap {
          item(DisplayText(stringLiteral: $0.name), DisplayText(stringLiteral: $0.help))
        }, width: 4),
      "applications": Mdoc.text(applications { _ in true } + "."),
      "applications that keep segments": Mdoc.text(applications(where: \.keepsByDesign) + "."),
    ]
  }

  // MARK: Columns

  private static func item(_ name: DisplayText, _ meaning: DisplayText) -> [String] {
    Mdoc.item("Sy \(Mdoc.words(name.string))", meaning.string)
  }

  private static func item(of field: Field) -> [String] { item(field.name, field.meaning) }

  private static func names(_ fields: [Field]) -> String {
    fields.map(\.name.string).joined(separator: ", ")
  }

  /// The columns of the table of processes, with those that it has only for one limit.
  private static var processColumns: [String] {
    let limits: [ResourceLimit.Resource?] = [
      nil, .segments, .segmentBytes, .fileSystemBytes, .inodes,
    ]
    var seen: Set<String> = []
    return limits.flatMap { Column<ProcessUsage>.all(nearest: $0) }.flatMap { column in
      seen.insert(column.layout.heading.string).inserted
        ? item(column.layout.heading, column.meaning) : []
    }
  }

  // MARK: Filters

  /// A word, and the column of which it is the name.
  private struct Word {
    let word: FilterWord
    let field: Field?

    /// What its numbers count; `nil` if it takes a text.
    var unit: FieldValues.Unit? {
      if case .amount(let unit, _)? = field?.values { unit } else { nil }
    }

    /// Its item: with its signs and what it takes, unless that is the same for its list.
    var item: [String] {
      let name = "Cm \(Mdoc.words(word.name.string))"
      switch unit {
      case .bytes?: return Mdoc.item("\(name) Ar bytes", word.meaning.string)
      case .count?: return Mdoc.item("\(name) Ar number", word.meaning.string)
      case .seconds?: return Mdoc.item("\(name) Ar time", word.meaning.string)
      case nil where field != nil: return Mdoc.item(name, word.meaning.string)
      case nil:
        let signs = word.comparisons.map(\.sign.description).joined(separator: " ")
        return Mdoc.item("\(name) Li \(signs)", "\(word.meaning.string): \(word.takes.string)")
      }
    }
  }

  private static var words: [Word] {
    FilterWord.all.map { word in
      let isField = FilterWord.fields.contains(word)
      return Word(word: word, field: isField ? Field(named: word.name.string) : nil)
    }
  }

  // MARK: JSON

  /// A member of an object, and those of the objects in it.
  private static func members(_ member: JSONShape.Member, in path: String) -> [String] {
    let path = path + member.key.description
    return item(path, member.shape, member.meaning.description)
  }

  private static func members(of field: Field) -> [String] {
    field.json.flatMap { member in
      item(
        "segments[].\(member.key)", member.shape,
        member.meaning?.description ?? field.meaning.string)
    }
  }

  private static func item(_ path: String, _ shape: JSONShape, _ meaning: String) -> [String] {
    var values: [String]
    var inner: [String] = []
    switch shape.values {
    case .integer: values = ["number"]
    case .boolean: values = ["true", "false"]
    case .text: values = ["text"]
    case .time: values = ["time"]
    case .words(let words): values = words.map(\.description)
    case .objects(let members):
      values = ["list"]
      inner = members.flatMap { Self.members($0, in: path + "[].") }
    case .keyed(let keys, let shape):
      values = ["object with \(keys.map(\.description).joined(separator: ", "))"]
      inner = item(path + ".*", shape, "one of these")
    case .segments: values = ["list"]
    case .segment: values = ["object"]
    case .object(let members):
      values = ["object"]
      inner = members.flatMap { Self.members($0, in: path + ".") }
    }
    if shape.isNullable { values.append("null") }
    let last = values.removeLast()
    let list = values.isEmpty ? last : "\(values.joined(separator: ", ")) or \(last)"
    return Mdoc.item("Va \(Mdoc.words(path))", "\(meaning) (\(list))") + inner
  }

  // MARK: Applications

  /// The names of applications, from A to Z.
  private static func applications(where isListed: (Application) -> Bool) -> String {
    let rows = KnownApplications.rows.filter { !$0.isSuspicious && isListed($0) }
    return Set(rows.map { String(decoding: $0.name.bytes, as: UTF8.self) }).sorted {
      $0.lowercased() < $1.lowercased()
    }
    .joined(separator: ", ")
  }
}
