internal import Kernel
internal import SafeText
internal import SharedMemory
internal import SystemPackage

extension Field {
  /// Fields of its use, in the order of the help.
  static let useFields: [Field] = [
    state, status, creatorPID, creatorCommand, lastPID, application,
  ]

  package static let state = Field(
    "STATE", "how it is used, as far as is known", isDefault: true,
    column: TableColumn(100, rank: 2, width: 7),
    json: [
      .text("state", JSONShape(.words(Verdict.State.allCases.map(\.constant)))) {
        segment, _, text in
        if let verdict = segment.verdict { text.append(verdict.state.text) }
        return segment.verdict != nil
      },
      JSONMember("reasons", JSONShape(.objects(JSONShape.reason)), meaning: "why it has this state")
      { segment, format in
        guard let verdict = segment.verdict else { return .null }
        return .objects(
          verdict.reasons.map { reason in
            var text = DisplayText()
            text.append(reason, format)
            return ["code": .text(DisplayText(stringLiteral: reason.code)), "text": .text(text)]
          })
      },
    ],
    needs: .holders,
    order: .text { segment, _ in segment.verdict.map { [$0.state.urgency] } ?? [0xff] }
  ) { segment, _, text in
    if let verdict = segment.verdict {
      text.append(verdict.state.text)
    } else {
      text.appendUnknown()
    }
  }

  package static let status = Field(
    "STATUS", "removed: only its memory is left; locked: kept in RAM",
    column: TableColumn(160, rank: 17, width: 7),
    json: [
      .bool("locked", meaning: "whether it is kept in RAM") { $0.isLocked },
      .bool("removed", .always(.boolean), meaning: "whether only its memory is left") {
        $0.isRemoved
      },
    ],
    order: .number { ($0.isRemoved ? 2 : 0) + ($0.isLocked == true ? 1 : 0) },
    values: .texts { segment, _ in
      FieldValues.Texts(
        known: (segment.isRemoved ? [Array("removed".utf8)] : [])
          + (segment.isLocked == true ? [Array("locked".utf8)] : []))
    }
  ) { segment, _, text in
    switch (segment.isRemoved, segment.isLocked == true) {
    case (true, true): text.append(literal: "removed,locked")
    case (true, false): text.append(literal: "removed")
    case (false, true): text.append(literal: "locked")
    case (false, false): text.appendNone()
    }
  }

  package static let application = Field(
    "APP", "application that creates such segments; ? after it: a guess", isDefault: true,
    column: TableColumn(120, rank: 8, width: 6),
    json: [
      .escaped(
        "application", meaning: "application that creates such segments, unless that is a guess"
      ) { segment, _ in
        segment.application.flatMap { $0.application.isGuess ? nil : $0.application.name.bytes }
      }
    ],
    order: .text { segment, _ in segment.application?.application.name.bytes ?? [0xff] }
  ) { segment, format, text in
    if let entry = segment.application {
      text.append(escaping: entry.application.name.bytes, in: format.charset)
      if entry.application.isGuess { text.append(literal: "?") }
    } else {
      text.appendNone()
    }
  }

  package static let creatorPID = process(
    "CPID", "process that created it", column: TableColumn(140, rank: 15, width: 5),
    json: [.number("creator_pid") { $0.creatorProcess?.rawValue }]
  ) { $0.creatorProcess }

  package static let creatorCommand = Field(
    "COMMAND", "name of the program of CPID, if that process lives",
    json: [.escaped("creator_command") { segment, _ in segment.creatorCommand }],
    needs: .holders,
    order: .text { segment, _ in segment.creatorCommand ?? [0xff] },
    values: .texts { segment, _ in
      FieldValues.Texts(known: segment.creatorCommand.map { [$0] } ?? [])
    }
  ) { segment, format, text in
    if let command = segment.creatorCommand {
      text.append(item: command, in: format)
    } else {
      text.appendNone()
    }
  }

  package static let lastPID = process(
    "LPID", "process that last attached or detached", column: TableColumn(150, rank: 16, width: 5),
    json: [.number("last_pid") { $0.lastProcess?.rawValue }]
  ) { $0.lastProcess }

  private static func process(
    _ name: DisplayText, _ meaning: DisplayText, column: TableColumn, json: [JSONMember],
    _ value: @escaping @Sendable (Segment) -> ProcessID?
  ) -> Field {
    Field(
      name, meaning, .right, column: column, json: json,
      order: .number { value($0).map { UInt64(bitPattern: Int64($0.rawValue)) } },
      values: .count { value($0).flatMap { UInt64(exactly: $0.rawValue) } }
    ) { segment, _, text in
      if let process = value(segment) { text.append(process.rawValue) } else { text.appendNone() }
    }
  }
}
