internal import Kernel
package import Operations
package import SafeText
package import SharedMemory
internal import SystemPackage

extension DisplayText {
  /// Says what was so and is so: `mode 0600, owner ann, group staff; was mode 0644, owner …`.
  package init(
    _ before: AccessChange.Access, to after: AccessChange.Access, _ format: FormatOptions
  ) {
    self = """
      \(DisplayText(after, format)); \
      \(before == after ? "as before" : "was \(DisplayText(before, format))")
      """
  }

  /// Says who gains and who loses access to a segment by a new owner or group, in a sentence each.
  ///
  /// The words are right before the change and after it. `hasList` says whether the segment has an access
  /// control list, whose mask are the group bits of the mode.
  package static func effects(
    of before: AccessChange.Access, to after: AccessChange.Access, on segment: Segment,
    hasList: Bool = false, _ format: FormatOptions
  ) -> [DisplayText] {
    let (bits, old) = (Bits(after.permissions), Bits(before.permissions))
    var lines: [DisplayText] = []
    if before.owner.user != after.owner.user {
      let old = before.owner.user
      lines.append(
        "user \(user: after.owner.user, format) gets the owner's rights (\(bits.owner))")
      if segment.kind == .systemV && segment.creator?.user == old {
        lines.append("user \(user: old, format) keeps these rights as its creator")
      } else {
        lines.append(
          """
          user \(user: old, format) keeps only those of the group (\(bits.group)) or of others \
          (\(bits.others))
          """)
      }
    }
    if before.owner.group != after.owner.group {
      lines.append(
        """
        group \(group: after.owner.group, format) gets \(bits.group); group \
        \(group: before.owner.group, format) only what others have (\(bits.others))
        """)
    }
    let gained = after.permissions.subtracting(before.permissions)
    if !hasList && before.owner.group == after.owner.group
      && !gained.isDisjoint(with: .groupReadWriteExecute)
    {
      lines.append("group \(group: after.owner.group, format) gets \(bits.group), not \(old.group)")
    }
    if hasList && bits.group != old.group {
      lines.append(
        """
        users and groups of its access control list get at most \(bits.group), not \(old.group)
        """)
    }
    if !gained.isDisjoint(with: .otherReadWriteExecute) {
      lines.append("other users get \(bits.others), not \(old.others)")
    }
    return lines
  }

  /// The mode and the owner: `mode 0600, owner ann, group staff`.
  package init(_ access: AccessChange.Access, _ format: FormatOptions) {
    self = """
      mode \(octal: access.permissions.rawValue), owner \(user: access.owner.user, format), \
      group \(group: access.owner.group, format)
      """
  }
}

/// The permissions of the three classes as they are listed: `rw-`.
private struct Bits {
  let owner: DisplayText
  let group: DisplayText
  let others: DisplayText

  init(_ permissions: FilePermissions) {
    var text = DisplayText()
    text.append(permissions)
    owner = text.prefix(columns: 3)
    group = text.prefix(columns: 6).suffix(columns: 3)
    others = text.suffix(columns: 3)
  }
}
