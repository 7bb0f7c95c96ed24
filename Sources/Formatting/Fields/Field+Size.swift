internal import SafeText
internal import SharedMemory

extension Field {
  /// Fields of its size, in the order of the help.
  static let sizeFields: [Field] = [size, allocated, resident, swapped]

  package static let size = sized(
    "SIZE", "size that its creator asked for", isDefault: true,
    column: TableColumn(50, rank: 1, width: 5), json: "size", isAlwaysKnown: true
  ) { $0.size }

  package static let allocated = sized(
    "ALLOC", "RAM and swap that it uses", isDefault: true,
    column: TableColumn(60, rank: 6, width: 5), json: "allocated"
  ) { $0.allocated }

  package static let resident = sized(
    "RES", "RAM that it uses", column: TableColumn(70, rank: 12, width: 5), json: "resident",
    needs: .memory
  ) { $0.resident }

  package static let swapped = sized(
    "SWAP", "swap that it uses", column: TableColumn(80, rank: 13, width: 5), json: "swapped",
    needs: .memory
  ) { $0.swapped }

  private static func sized(
    _ name: DisplayText, _ meaning: DisplayText, isDefault: Bool = false, column: TableColumn,
    json: StaticString, isAlwaysKnown: Bool = false, needs: SnapshotReader.Needs = [],
    _ value: @escaping @Sendable (Segment) -> UInt64?
  ) -> Field {
    Field(
      name, meaning, .right, isDefault: isDefault, column: column,
      json: [.number(json, JSONShape(.integer, isNullable: !isAlwaysKnown)) { value($0) }],
      needs: needs, order: .number(value),
      values: .amount(.bytes) { segment, _ in value(segment).map { .exactly($0) } ?? .unknown }
    ) { segment, format, text in
      if let bytes = value(segment) {
        text.append(bytes: bytes, in: format.units)
      } else {
        text.appendUnknown()
      }
    }
  }
}
