internal import Kernel
internal import SafeText
internal import SharedMemory

extension Field {
  /// Fields that name a segment, in the order of the help.
  static let namingFields: [Field] = [id, kind, label, key, shmID, device, inode]

  private static let idPattern: StaticString =
    "^(sysv:[0-9]+|posix:/.+|(unlinked|memfd):[0-9]+:[0-9]+)$"

  /// The name of a segment on the command line, as `sysv:32769`.
  package static let id = Field(
    "ID", "its name on the command line",
    json: [
      .text("id", .always(.text(idPattern))) { segment, _, text in
        text.append(segment.identity.id, in: .utf8)
        return true
      }
    ], order: .text { segment, _ in segment.sortKey },
    values: .texts { segment, _ in
      var text = DisplayText()
      text.append(segment.identity.id, in: .utf8)
      return FieldValues.Texts(known: [text.utf8])
    }
  ) { segment, format, text in
    text.append(segment.identity.id, in: format.charset)
  }

  /// The kind of segment.
  package static let kind = Field(
    "KIND", "kind of shared memory: sysv, posix, sem or memfd", isDefault: true,
    column: TableColumn(20, rank: 4, width: 5),
    json: [
      .text("kind", .always(.words(Segment.Kind.allCases.map(\.constant)))) { segment, _, text in
        text.append(segment.kind.text)
        return true
      }
    ],
    order: .text { segment, _ in [segment.kind.rank] + segment.sortKey }
  ) { segment, _, text in
    text.append(segment.kind.shortText)
  }

  /// A POSIX name, or a System V number and key.
  package static let label = Field(
    "NAME", "its name; System V: shmid and key; memfd: label", isDefault: true,
    column: TableColumn(10, rank: 0, width: 12, isElastic: true),
    json: [
      JSONMember(
        "name", JSONShape(.text()),
        meaning: "its name with the slash, or the label of a memfd, escaped"
      ) { segment, _ in
        segment.writtenName.map { .text($0.text) } ?? .null
      },
      .text(
        "name_bytes", JSONShape(.text("^([0-9a-f]{2})*$")),
        meaning: "the bytes of its name in hexadecimal, if escaping changed it"
      ) { segment, _, text in
        guard let (name, bytes) = segment.writtenName, name.utf8 != bytes else { return false }
        for byte in bytes { text.append(hex: UInt64(byte), width: 2) }
        return true
      },
    ],
    order: .text { segment, _ in segment.sortKey }
  ) { segment, format, text in
    text.append(labelOf: segment, in: format.charset)
  }

  package static let key = Field(
    "KEY", "System V key; 0 is IPC_PRIVATE",
    json: [
      .text("key", JSONShape(.text("^0x[0-9a-f]{8}$"))) { segment, _, text in
        if let key = segment.key { text.append(key: key) }
        return segment.key != nil
      }
    ], order: .number { $0.key.map { UInt64($0.rawValue) } }
  ) { segment, _, text in
    if let key = segment.key { text.append(key: key) } else { text.appendNone() }
  }

  static let shmID = Field(
    "SHMID", "System V identifier", .right, json: [.number("shmid") { $0.shmID?.rawValue }],
    order: .number { $0.shmID.map { UInt64(bitPattern: Int64($0.rawValue)) } },
    values: .count { $0.shmID.flatMap { UInt64(exactly: $0.rawValue) } }
  ) { segment, _, text in
    if let shmID = segment.shmID { text.append(shmID.rawValue) } else { text.appendNone() }
  }

  static let device = Field(
    "DEV", "device number of its file (st_dev)", .right,
    json: [JSONMember("device", JSONShape(.integer)) { .init($0.device ?? $1.systemVDevice) }],
    order: .number { $0.file?.device }, values: .count { $0.file?.device }
  ) { segment, _, text in
    if let file = segment.file { text.append(file.device) } else { text.appendNone() }
  }

  static let inode = Field(
    "INODE", "inode number of its file (st_ino)", .right,
    json: [
      .number("inode") {
        $0.file?.inode ?? $0.shmID.map { UInt64(UInt32(bitPattern: $0.rawValue)) }
      }
    ], order: .number { $0.file?.inode }, values: .count { $0.file?.inode }
  ) { segment, _, text in
    if let file = segment.file { text.append(file.inode) } else { text.appendNone() }
  }
}

extension Segment.Kind {
  /// Its position among all kinds, to sort by.
  fileprivate var rank: UInt8 { UInt8(Self.allCases.firstIndex(of: self) ?? 0) }
}

extension Segment {
  /// A POSIX name with its slash, or the label of a memfd: escaped, and as bytes.
  fileprivate var writtenName: (text: DisplayText, bytes: [UInt8])? {
    if let label { return (DisplayText(escaping: label, in: .utf8), label) }
    guard let name else { return nil }
    var text = DisplayText()
    text.append(name, in: .utf8)
    return (text, name.slashed)
  }

  /// System V segments first, by shmid; then by name POSIX segments, unlinked ones and memfds.
  fileprivate var sortKey: [UInt8] {
    switch identity {
    case .systemV(let identity):
      withUnsafeBytes(of: UInt32(bitPattern: identity.shmID.rawValue).bigEndian) { [0] + $0 }
    case .posix(let name, _):
      [1] + name.bytes
    case .unlinked(let name, _):
      [2] + name.bytes
    case .memfd(let label, _):
      [3] + label
    }
  }
}
