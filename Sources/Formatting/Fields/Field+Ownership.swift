internal import Kernel
internal import SafeText
internal import SharedMemory
internal import SystemPackage

extension Field {
  /// Fields of its owner and its creator, in the order of the help.
  static let ownershipFields: [Field] = [
    owner, uid, group, gid, permissions, creator, creatorUID, creatorGroup, creatorGID,
  ]

  package static let owner = user(
    "OWNER", "user who owns it", isDefault: true, column: TableColumn(30, rank: 5, width: 5),
    json: [
      .escaped("user") { segment, format in
        segment.owner.flatMap { format.accounts.name(of: $0.user) }
      }
    ]
  ) { $0.owner }

  static let uid = number(
    "UID", "numeric ID of the user who owns it", json: "uid", missing: .unknown
  ) {
    $0.owner.map { UInt64($0.user.rawValue) }
  }

  package static let group = Field.group(
    "GROUP", "group that owns it", column: TableColumn(170, rank: 16, width: 5),
    json: [
      .escaped("group") { segment, format in
        segment.owner.flatMap { format.accounts.name(of: $0.group) }
      }
    ], values: groupOf(missing: .unknown) { $0.owner }
  ) { $0.owner }

  static let gid = number(
    "GID", "numeric ID of the group that owns it", json: "gid", missing: .unknown
  ) {
    $0.owner.map { UInt64($0.group.rawValue) }
  }

  package static let permissions = Field(
    "PERMS", "permissions of owner, group and others", isDefault: true,
    column: TableColumn(40, rank: 14, width: 9),
    json: [
      .text(
        "mode", JSONShape(.text("^[0-7]{4}$")),
        meaning: "its permissions in octal, with set-ID and sticky bits"
      ) { segment, _, text in
        guard let permissions = segment.permissions else { return false }
        text.append(octal: UInt64(permissions.rawValue), width: 4)
        return true
      }
    ],
    order: .number { $0.permissions.map { UInt64($0.rawValue) } },
    values: .texts { segment, _ in
      guard let permissions = segment.permissions else { return .unknown }
      var text = DisplayText()
      text.append(permissions)
      // As chmod(1) takes them: with or without zeros in front.
      let octal = (1...5).map { width in
        var octal = DisplayText()
        octal.append(octal: UInt64(permissions.rawValue), width: width)
        return octal.utf8
      }
      return FieldValues.Texts(known: [text.utf8] + octal)
    }
  ) { segment, format, text in
    if let permissions = segment.permissions {
      if format.hasOctalPermissions {
        text.append(octal: UInt64(permissions.rawValue), width: 4)
      } else {
        text.append(permissions)
      }
    } else {
      text.appendUnknown()
    }
  }

  static let creator = user(
    "CUSER", "user who created a System V segment",
    values: .texts { segment, format in
      segment.creator.map { owner in
        .account(format.accounts.name(of: owner.user), number: owner.user.rawValue)
      } ?? FieldValues.Texts()
    }
  ) { $0.creator }

  static let creatorUID = number(
    "CUID", "numeric ID of the user who created it", json: "creator_uid"
  ) {
    $0.creator.map { UInt64($0.user.rawValue) }
  }

  static let creatorGroup = Field.group(
    "CGROUP", "group of the creator of a System V segment",
    values: groupOf(missing: FieldValues.Texts()) { $0.creator }
  ) { $0.creator }

  static let creatorGID = number(
    "CGID", "numeric ID of the group of its creator", json: "creator_gid"
  ) {
    $0.creator.map { UInt64($0.group.rawValue) }
  }

  private static func user(
    _ name: DisplayText, _ meaning: DisplayText, isDefault: Bool = false,
    column: TableColumn? = nil, json: [JSONMember] = [], values: FieldValues? = nil,
    _ value: @escaping @Sendable (Segment) -> Ownership?
  ) -> Field {
    account(
      name, meaning, isDefault: isDefault, column: column, json: json, needs: .users, values, value
    ) { $1.append($0.user, $2) }
  }

  private static func group(
    _ name: DisplayText, _ meaning: DisplayText, column: TableColumn? = nil,
    json: [JSONMember] = [], values: FieldValues,
    _ value: @escaping @Sendable (Segment) -> Ownership?
  ) -> Field {
    account(name, meaning, column: column, json: json, needs: .groups, values, value) {
      $1.append($0.group, $2)
    }
  }

  /// The name and the number of a group, for filters.
  private static func groupOf(
    missing: FieldValues.Texts, _ value: @escaping @Sendable (Segment) -> Ownership?
  ) -> FieldValues {
    .texts { segment, format in
      value(segment).map { owner in
        .account(format.accounts.name(of: owner.group), number: owner.group.rawValue)
      } ?? missing
    }
  }

  /// The name of a user or group; it sorts as it is written.
  private static func account(
    _ name: DisplayText, _ meaning: DisplayText, isDefault: Bool = false, column: TableColumn?,
    json: [JSONMember], needs: SnapshotReader.Needs, _ values: FieldValues?,
    _ value: @escaping @Sendable (Segment) -> Ownership?,
    write: @escaping @Sendable (Ownership, inout DisplayText, FormatOptions) -> Void
  ) -> Field {
    let writeValue: @Sendable (Segment, FormatOptions, inout DisplayText) -> Void = {
      segment, format, text in
      if let account = value(segment) { write(account, &text, format) } else { text.appendNone() }
    }
    return Field(
      name, meaning, isDefault: isDefault, column: column, json: json, needs: needs,
      order: .text { segment, format in
        var text = DisplayText()
        writeValue(segment, format, &text)
        return text.utf8
      }, values: values, write: writeValue)
  }

  private static func number(
    _ name: DisplayText, _ meaning: DisplayText, json: StaticString,
    missing: FieldValues.Amount = .none, _ value: @escaping @Sendable (Segment) -> UInt64?
  ) -> Field {
    Field(
      name, meaning, .right, json: [.number(json) { value($0) }], order: .number(value),
      values: .count(missing: missing, value)
    ) { segment, _, text in
      if let number = value(segment) { text.append(number) } else { text.appendNone() }
    }
  }
}

extension FieldValues.Texts {
  /// A user or a group, which filters compare by name or by number.
  fileprivate static func account(_ name: [UInt8]?, number: UInt32) -> Self {
    Self(known: (name.map { [$0] } ?? []) + [DisplayText("\(number)").utf8])
  }
}
