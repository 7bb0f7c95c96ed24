internal import Kernel
package import SafeText
package import SharedMemory
package import SystemPackage

extension DisplayText {
  /// The name of a segment on the command line: `sysv:32769`, `posix:/name`.
  package init(_ id: SegmentID, in charset: Charset) {
    self.init()
    append(id, in: charset)
  }

  /// Appends the name of a segment on the command line.
  package mutating func append(_ id: SegmentID, in charset: Charset) {
    switch id {
    case .systemV(let shmID):
      append(literal: "sysv:")
      append(shmID.rawValue)
    case .posix(let name, _):
      append(literal: "posix:")
      append(name, in: charset)
    case .unlinked(let device, let inode):
      append("unlinked:\(device):\(inode)")
    case .memfd(let device, let inode):
      append("memfd:\(device):\(inode)")
    }
  }

  /// Appends the name of a POSIX segment with the leading slash of `shm_open`.
  package mutating func append(_ name: ShmName, in charset: Charset) {
    append(literal: "/")
    append(escaping: name.bytes, in: charset)
  }

  /// Appends the NAME column: a POSIX name, a System V shmid and key, or the label of a memfd.
  package mutating func append(labelOf segment: Segment, in charset: Charset) {
    switch segment.identity {
    case .posix(let name, _), .unlinked(let name, _):
      append(name, in: charset)
    case .memfd(let label, _):
      append(literal: "memfd:")
      append(escaping: label, in: charset)
    case .systemV(let identity):
      append(identity.shmID.rawValue)
      append(literal: " ")
      let key = segment.key ?? .private
      if key == .private { appendNone() } else { append(key: key) }
    }
  }

  /// Appends the name of a user, or the numeric ID if there is no name.
  package mutating func append(_ user: UserID, _ format: FormatOptions) {
    if let name = format.accounts.name(of: user) {
      append(escaping: name, in: format.charset)
    } else {
      append(user.rawValue)
    }
  }

  /// Appends the name of a group, or the numeric ID if there is no name.
  package mutating func append(_ group: GroupID, _ format: FormatOptions) {
    if let name = format.accounts.name(of: group) {
      append(escaping: name, in: format.charset)
    } else {
      append(group.rawValue)
    }
  }
}

extension Segment.Kind {
  /// The kind as tables and JSON show it.
  package var text: DisplayText { DisplayText(stringLiteral: constant) }

  /// The same as a constant.
  var constant: StaticString {
    switch self {
    case .systemV: "sysv"
    case .posix: "posix"
    case .semaphore: "semaphore"
    case .memfd: "memfd"
    }
  }

  /// The kind in at most five columns.
  package var shortText: DisplayText { self == .semaphore ? "sem" : text }
}
