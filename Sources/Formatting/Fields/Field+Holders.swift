internal import Kernel
internal import SafeText
internal import SharedMemory
internal import SystemPackage

extension Field {
  /// Fields of its holders, in the order of the help.
  static let holderFields: [Field] = [attachments, holders, descriptors, unit, commandLine]

  package static let attachments = Field(
    "ATT", "number of attachments; ? if not counted", .right, isDefault: true,
    column: TableColumn(90, rank: 3, width: 3), json: [.number("attached") { $0.attachments }],
    needs: .holders,
    order: .number { $0.attachments },
    values: counted { $0.attachments }
  ) { segment, format, text in
    if let attachments = segment.attachments {
      if !segment.areHoldersCounted(format) { text.append(.atLeast, in: format.charset) }
      text.append(attachments)
    } else {
      text.appendUnknown()
    }
  }

  package static let holders = Field(
    "HOLDERS", "processes that map it or have it open", isDefault: true,
    column: TableColumn(130, rank: 10, width: 16, isElastic: true),
    json: [
      JSONMember("holders", JSONShape(.objects(JSONShape.holder))) { segment, format in
        segment.holders.map { holders in
          .objects(
            holders.map { $0.members(format) } + segment.kernelHolders.map(\.members))
        } ?? .null
      }
    ], needs: [.holders, .users],
    order: .number { $0.holders.map { UInt64($0.count) } },
    values: .amount(.count) { segment, format in
      guard let count = segment.holders.map({ UInt64($0.count) }) else { return .unknown }
      return segment.areHoldersNamed(format) ? .exactly(count) : .atLeast(count)
    }
  ) { segment, format, text in
    // If not all processes were read, finding no holder does not mean that there is none.
    guard let holders = segment.holders,
      segment.areHoldersCounted(format) || !holders.isEmpty || !segment.kernelHolders.isEmpty
    else {
      return text.appendUnknown()
    }
    // Scripts read the exact form, so it has them all.
    let named = holders.prefix(format.units == .exact ? holders.count : 3)
    for (index, holder) in named.enumerated() {
      if index > 0 { text.append(literal: ",") }
      text.append(holderOf: holder, in: format.charset)
    }
    if holders.count > named.count { text.append(",+\(holders.count - named.count)") }
    // A mount can be in several mount namespaces, at one path.
    for (index, cell) in segment.kernelHolderCells(in: format.charset).enumerated() {
      if index > 0 || !holders.isEmpty { text.append(literal: ",") }
      text.append(cell)
    }
    let missing = segment.missingAttachments
    if holders.isEmpty && segment.kernelHolders.isEmpty {
      if missing == nil { text.appendNone() } else { text.appendUnknown() }
    }
    if let missing {
      text.append(" (\(missing.found) of \(missing.all) attachments)")
    }
  }

  package static let descriptors = Field(
    "FDS", "open file descriptors for it", .right, json: [], needs: .holders,
    order: .number { $0.descriptors }, values: counted { $0.descriptors }
  ) { segment, format, text in
    let areAll = segment.areHoldersCounted(format)
    guard let descriptors = segment.descriptors, descriptors > 0 || areAll else {
      return text.appendUnknown()
    }
    if !areAll { text.append(.atLeast, in: format.charset) }
    text.append(descriptors)
  }

  package static let unit = ofHolders(
    "UNIT", "container IDs of its holders, or their systemd units",
    compare: { $0.container ?? $0.unit }
  ) { holder, format, text in text.append(DisplayText(unitOf: holder.details, in: format.charset)) }

  package static let commandLine = ofHolders(
    "CMDLINE", "command lines of its holders", compare: { $0.arguments }
  ) { holder, format, text in
    text.append(DisplayText(commandLineOf: holder.details, in: format.charset))
  }

  /// A field with a value of each holder; the same value is not repeated.
  private static func ofHolders(
    _ name: DisplayText, _ meaning: DisplayText,
    compare value: @escaping @Sendable (ProcessDetails) -> [UInt8]?,
    _ write: @escaping @Sendable (Holder, FormatOptions, inout DisplayText) -> Void
  ) -> Field {
    @Sendable func append(
      _ segment: Segment, _ format: FormatOptions, _ text: inout DisplayText
    ) {
      guard let holders = segment.holders else { return text.appendUnknown() }
      var values: [DisplayText] = []
      for holder in holders {
        var cell = DisplayText()
        if format.units == .exact, let bytes = holder.details.flatMap(value), !bytes.isEmpty {
          cell.append(item: bytes, in: format)
        } else {
          write(holder, format, &cell)
        }
        if !values.contains(cell) { values.append(cell) }
      }
      if values.isEmpty { return text.appendNone() }
      for (index, value) in values.enumerated() {
        if index > 0 { text.append(literal: ", ") }
        text.append(value)
      }
    }
    return Field(
      name, meaning, json: [], needs: [.holders, .processDetails],
      order: .text { segment, format in
        var text = DisplayText()
        append(segment, format, &text)
        return text.utf8
      },
      values: .texts { segment, format in
        guard let holders = segment.holders else { return .unknown }
        return FieldValues.Texts(
          known: holders.compactMap { $0.details.flatMap(value) },
          areAll: segment.areHoldersNamed(format) && holders.allSatisfy { $0.details != nil })
      }, write: append)
  }

  /// A number that is a lower bound if a holder can have been missed.
  private static func counted(_ value: @escaping @Sendable (Segment) -> UInt64?) -> FieldValues {
    .amount(.count) { segment, format in
      guard let count = value(segment) else { return .unknown }
      return segment.areHoldersCounted(format) ? .exactly(count) : .atLeast(count)
    }
  }
}

extension Segment {
  /// What holds it without a process, each text once.
  fileprivate func kernelHolderCells(in charset: Charset) -> [DisplayText] {
    var cells: [DisplayText] = []
    for holder in kernelHolders {
      var cell = DisplayText()
      cell.append(cellOf: holder, in: charset)
      if !cells.contains(cell) { cells.append(cell) }
    }
    return cells
  }

  /// The descriptors of all its holders; `nil` if they are unknown.
  fileprivate var descriptors: UInt64? {
    holders.map { $0.reduce(0) { $0.addingSaturated($1.descriptors) } }
  }

  /// Whether each of its holders is known by name.
  package func areHoldersNamed(_ format: FormatOptions) -> Bool {
    holders != nil && areHoldersCounted(format) && missingAttachments == nil
  }

  /// Whether no holder can have been missed: the kernel counts or was asked, or all was read.
  package func areHoldersCounted(_ format: FormatOptions) -> Bool {
    switch isHeldAnywhere {
    case true?: false
    case false?: true
    case nil: kind == .systemV || format.isScanComplete
    }
  }
}

extension Holder {
  /// The members of its JSON object.
  fileprivate func members(_ format: FormatOptions) -> [String: JSONMember.Value] {
    [
      "pid": .init(process.rawValue), "uid": .init(user.rawValue),
      "user": .init(escaping: format.accounts.name(of: user)), "command": .init(escaping: command),
      "attachments": .init(attachments), "descriptors": .init(descriptors),
      "writable": .bool(isWritable), "how": .text(DisplayText(stringLiteral: how.constant)),
      "command_line": .init(
        escaping: details.flatMap { $0.commandLine.isEmpty ? nil : $0.arguments }),
      "unit": .init(escaping: details?.unit), "container": .init(escaping: details?.container),
      "parent_pid": .init(details?.parent.rawValue),
    ]
  }
}

extension KernelHolder {
  /// The members of its JSON object; most are those of a process, and `null`.
  fileprivate var members: [String: JSONMember.Value] {
    var command = DisplayText()
    command.append(self, in: .utf8)
    let keys = [
      "pid", "uid", "user", "attachments", "descriptors", "writable", "command_line", "unit",
      "container", "parent_pid",
    ]
    return [
      "command": .text(command), "how": .text(DisplayText(stringLiteral: how)),
    ].merging(keys.map { ($0, .null) }) { value, _ in value }
  }
}
