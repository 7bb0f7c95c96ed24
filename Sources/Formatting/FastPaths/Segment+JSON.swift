internal import Kernel
internal import SafeText
internal import SharedMemory
internal import SystemPackage

extension Segment {
  /// Writes the members of a segment's JSON object, as ``Field/json`` of all fields describes them.
  ///
  /// Code that walked the fields would make a value for each of three million members. A test
  /// compares both.
  ///
  /// Why: Decisions/36-fast-paths.md
  func write(to json: inout JSONWriter, _ format: FormatOptions) {
    json.string("id") { $0.append(identity.id, in: .utf8) }
    json.constant("kind", kind.constant)
    if let label { json.label("name", label) } else { json.name("name", name) }
    json.string("key", key) { $0.append(key: $1) }
    json.number("shmid", shmID?.rawValue)
    json.number("device", device ?? format.systemVDevice)
    json.number("inode", file?.inode ?? shmID.map { UInt64(UInt32(bitPattern: $0.rawValue)) })
    json.number("size", size)
    json.number("allocated", allocated)
    json.number("resident", resident)
    json.number("swapped", swapped)
    json.string("mode", permissions) { $0.append(octal: UInt64($1.rawValue), width: 4) }
    json.number("uid", owner?.user.rawValue)
    json.user("user", owner?.user, format.accounts)
    json.number("gid", owner?.group.rawValue)
    json.group("group", owner?.group, format.accounts)
    json.number("creator_uid", creator?.user.rawValue)
    json.number("creator_gid", creator?.group.rawValue)
    json.number("creator_pid", creatorProcess?.rawValue)
    json.string("creator_command", creatorCommand) { $0.append(escaping: $1, in: .utf8) }
    json.number("last_pid", lastProcess?.rawValue)
    json.number("attached", attachments)
    json.bool("locked", isLocked)
    json.bool("removed", isRemoved)
    if let verdict {
      json.verdict(verdict) { $0.members(of: verdict, format) }
    } else {
      json.null("state")
      json.null("reasons")
    }
    json.string("application", application.flatMap { $0.application.isGuess ? nil : $0 }) {
      $0.append(escaping: $1.application.name.bytes, in: .utf8)
    }
    json.time("create_time", times.create)
    json.time("attach_time", times.attach)
    json.time("detach_time", times.detach)
    json.time("change_time", times.change)
    json.time("modify_time", times.modify)
    guard let holders else { return json.null("holders") }
    json.beginArray("holders")
    for holder in holders {
      json.beginObject()
      holder.write(to: &json, format)
      json.endObject()
    }
    for holder in kernelHolders {
      json.beginObject()
      holder.write(to: &json)
      json.endObject()
    }
    json.endArray()
  }
}

extension Holder {
  fileprivate func write(to json: inout JSONWriter, _ format: FormatOptions) {
    json.number("pid", process.rawValue)
    json.number("uid", user.rawValue)
    json.user("user", user, format.accounts)
    json.string("command") { $0.append(escaping: command, in: .utf8) }
    json.number("attachments", attachments)
    json.number("descriptors", descriptors)
    json.bool("writable", isWritable)
    json.constant("how", how.constant)
    json.string("command_line", details?.commandLine.isEmpty == false ? details : nil) {
      $0.append(escaping: $1.arguments, in: .utf8)
    }
    json.string("unit", details?.unit) { $0.append(escaping: $1, in: .utf8) }
    json.string("container", details?.container) { $0.append(escaping: $1, in: .utf8) }
    json.number("parent_pid", details?.parent.rawValue)
  }
}

extension KernelHolder {
  fileprivate func write(to json: inout JSONWriter) {
    for key in Self.nullKeys { json.null(key) }
    json.string("command") { $0.append(self, in: .utf8) }
    for key in Self.moreNullKeys { json.null(key) }
    json.constant("how", how)
    for key in Self.lastNullKeys { json.null(key) }
  }

  private static let nullKeys: [StaticString] = ["pid", "uid", "user"]
  private static let moreNullKeys: [StaticString] = ["attachments", "descriptors", "writable"]
  private static let lastNullKeys: [StaticString] = [
    "command_line", "unit", "container", "parent_pid",
  ]
}

extension JSONWriter {
  /// Writes a name and, if its escaped text differs from its bytes, the bytes too.
  mutating func name(_ key: StaticString, _ name: ShmName?) {
    string(key, name) { $0.append($1, in: .utf8) }
    // The string just written is a slash and the name.
    let isEscaped = name.map { !text.utf8.dropFirst().elementsEqual($0.bytes) } ?? false
    string("name_bytes", isEscaped ? name : nil) { text, name in
      for byte in name.slashed { text.append(hex: UInt64(byte), width: 2) }
    }
  }

  /// Writes an extended attribute, its value in hexadecimal.
  mutating func write(_ attribute: ExtendedAttribute) {
    label("name", attribute.name)
    string("value") { text in
      for byte in attribute.value { text.append(hex: UInt64(byte), width: 2) }
    }
  }

  /// Writes the label of a memfd and, if its escaped text differs from its bytes, the bytes too.
  fileprivate mutating func label(_ key: StaticString, _ label: [UInt8]) {
    string(key) { $0.append(escaping: label, in: .utf8) }
    string("name_bytes", text.utf8 == label ? nil : label) { text, label in
      for byte in label { text.append(hex: UInt64(byte), width: 2) }
    }
  }

  fileprivate mutating func members(of verdict: Verdict, _ format: FormatOptions) {
    constant("state", verdict.state.constant)
    beginArray("reasons")
    for reason in verdict.reasons {
      beginObject()
      constant("code", reason.code)
      string("text") { $0.append(reason, format) }
      endObject()
    }
    endArray()
  }
}
