internal import Escaping
internal import SharedMemory

extension Field {
  /// What names a segment on the command line.
  package static let id = Field(
    "ID", "what names it on the command line", order: .text { segment, _ in segment.sortKey }
  ) { segment, writing, text in
    text.append(segment.identity.id, in: writing.charset)
  }

  /// The kind of segment.
  package static let kind = Field(
    "KIND", "kind of shared memory: sysv, posix or sem",
    order: .text { segment, _ in [segment.kind == .semaphore ? 1 : 0] + segment.sortKey }
  ) { segment, _, text in
    text.append(segment.kind.shortText)
  }

  /// A POSIX name, or a System V number and key.
  package static let label = Field(
    "NAME", "POSIX name, or System V number and key",
    order: .text { segment, _ in segment.sortKey }
  ) { segment, writing, text in
    text.append(labelOf: segment, in: writing.charset)
  }

  package static let key = Field(
    "KEY", "System V key; 0 finds nothing", order: .number { $0.key.map { UInt64($0.rawValue) } }
  ) { segment, _, text in
    if let key = segment.key { text.append(key: key) } else { text.appendNone() }
  }

  static let shmID = Field(
    "SHMID", "System V number", .right,
    order: .number { $0.shmID.map { UInt64(bitPattern: Int64($0.rawValue)) } }
  ) { segment, _, text in
    if let shmID = segment.shmID { text.append(shmID.rawValue) } else { text.appendNone() }
  }

  static let device = Field(
    "DEV", "file system of a POSIX segment, as st_dev", .right, order: .number { $0.file?.device }
  ) { segment, _, text in
    if let file = segment.file { text.append(file.device) } else { text.appendNone() }
  }

  static let inode = Field(
    "INODE", "file of a POSIX segment, as st_ino", .right, order: .number { $0.file?.inode }
  ) { segment, _, text in
    if let file = segment.file { text.append(file.inode) } else { text.appendNone() }
  }
}

extension Segment {
  /// System V segments by number, then POSIX segments by name.
  fileprivate var sortKey: [UInt8] {
    switch identity {
    case .systemV(let identity):
      withUnsafeBytes(of: UInt32(bitPattern: identity.shmID.rawValue).bigEndian) { [0] + $0 }
    case .posix(let name, _):
      [1] + name.bytes
    }
  }
}
