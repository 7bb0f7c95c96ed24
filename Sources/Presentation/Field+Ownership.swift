internal import Escaping
internal import SharedMemory

extension Field {
  package static let owner = Field(
    "OWNER", "user who owns it", needs: .users,
    order: .text { segment, writing in name(of: segment.owner.user, writing) }
  ) { segment, writing, text in
    text.append(segment.owner.user, writing)
  }

  static let uid = Field(
    "UID", "number of the user who owns it", .right,
    order: .number { UInt64($0.owner.user.rawValue) }
  ) { segment, _, text in
    text.append(segment.owner.user.rawValue)
  }

  package static let group = Field(
    "GROUP", "group that owns it", needs: .groups,
    order: .text { segment, writing in name(of: segment.owner.group, writing) }
  ) { segment, writing, text in
    text.append(segment.owner.group, writing)
  }

  static let gid = Field(
    "GID", "number of the group that owns it", .right,
    order: .number { UInt64($0.owner.group.rawValue) }
  ) { segment, _, text in
    text.append(segment.owner.group.rawValue)
  }

  package static let permissions = Field(
    "PERMS", "permissions of owner, group and others",
    order: .number { UInt64($0.mode.permissions.rawValue) }
  ) { segment, _, text in
    text.append(permissions: segment.mode)
  }

  static let creator = Field(
    "CUSER", "user who made a System V segment", needs: .users,
    order: .text { segment, writing in
      segment.creator.map { name(of: $0.user, writing) } ?? []
    }
  ) { segment, writing, text in
    if let creator = segment.creator {
      text.append(creator.user, writing)
    } else {
      text.appendNone()
    }
  }

  static let creatorUID = Field(
    "CUID", "number of the user who made it", .right,
    order: .number { $0.creator.map { UInt64($0.user.rawValue) } }
  ) { segment, _, text in
    if let creator = segment.creator {
      text.append(creator.user.rawValue)
    } else {
      text.appendNone()
    }
  }

  static let creatorGroup = Field(
    "CGROUP", "group that made a System V segment", needs: .groups,
    order: .text { segment, writing in
      segment.creator.map { name(of: $0.group, writing) } ?? []
    }
  ) { segment, writing, text in
    if let creator = segment.creator {
      text.append(creator.group, writing)
    } else {
      text.appendNone()
    }
  }

  static let creatorGID = Field(
    "CGID", "number of the group that made it", .right,
    order: .number { $0.creator.map { UInt64($0.group.rawValue) } }
  ) { segment, _, text in
    if let creator = segment.creator {
      text.append(creator.group.rawValue)
    } else {
      text.appendNone()
    }
  }

  private static func name(of user: UserID, _ writing: Writing) -> [UInt8] {
    writing.accounts.name(of: user) ?? Array(String(user.rawValue).utf8)
  }

  private static func name(of group: GroupID, _ writing: Writing) -> [UInt8] {
    writing.accounts.name(of: group) ?? Array(String(group.rawValue).utf8)
  }
}
