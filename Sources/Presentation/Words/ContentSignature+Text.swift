internal import SafeText
internal import SharedMemory

extension ContentSignature {
  /// What the bytes tell, one line each.
  func lines(_ writing: Writing) -> [DisplayText] {
    var lines: [DisplayText] = []
    if let maker { lines.append(DisplayText(contents: maker, writing)) }
    if let header = maker?.postgreSQL { lines.append(DisplayText(header)) }
    if let semaphore {
      lines.append("Semaphore: value \(semaphore.value), \(semaphore.waiters) waiting")
    }
    return lines
  }

  /// Whether they are nothing that belongs into shared memory.
  var isSuspicious: Bool { maker?.application.isSuspicious == true }
}

extension DisplayText {
  /// Says whose bytes a segment holds, whatever its name is.
  fileprivate init(contents entry: KnownApplications.Entry, _ writing: Writing) {
    self.init()
    append(words: "Contents: ")
    let name = DisplayText(escaping: entry.application.name.bytes, in: writing.charset)
    if entry.application.isSuspicious {
      append(.warning, in: writing.charset)
      append(" \(name), which is not what shared memory is for")
    } else {
      append("made by \(name)")
    }
    if let process = entry.process { append(", process \(process.rawValue)") }
  }

  /// Says what a server of PostgreSQL has noted in its segment.
  fileprivate init(_ header: PostgreSQLHeader) {
    self.init()
    append(words: "Server: ")
    append(DisplayText(spelling: header.totalSize))
    append(words: " of shared memory")
    if let segment = header.controlSegment {
      append(words: ", its others are listed in /PostgreSQL.")
      append(segment)
    }
    append("; data directory: inode \(header.inode) of device ")
    append(device: header.device)
  }

  /// Appends the two numbers of a device: `MAJOR:MINOR`, see makedev(3).
  private mutating func append(device: UInt64) {
    append(((device >> 8) & 0xfff) | ((device >> 32) & 0xffff_f000))
    append(words: ":")
    append((device & 0xff) | ((device >> 12) & 0xffff_ff00))
  }
}
