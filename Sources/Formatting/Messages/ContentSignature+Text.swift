internal import Contents
internal import Kernel
internal import SafeText
internal import SharedMemory

extension ContentSignature {
  /// The facts in the first bytes, one a line.
  ///
  /// `expectsProgram` means that the segment is known to contain a program on purpose.
  func lines(expectsProgram: Bool, _ format: FormatOptions) -> [DisplayText] {
    var lines: [DisplayText] = []
    if isSuspicious && expectsProgram {
      lines.append(
        "Contents: a copy of the container runtime's own executable, made to protect the original")
    } else if let entry {
      lines.append(DisplayText(contents: entry, format))
    }
    if let header = postgreSQL { lines.append(DisplayText(header)) }
    if let semaphore {
      lines.append("Semaphore: value \(semaphore.value), \(semaphore.waiters) waiting")
    }
    return lines
  }

  /// Whether such bytes do not belong in shared memory.
  var isSuspicious: Bool { entry?.application.isSuspicious == true }
}

extension DisplayText {
  /// Names the application that created the contents, whatever the name of the segment is.
  fileprivate init(contents entry: KnownApplications.Entry, _ format: FormatOptions) {
    let name = DisplayText(escaping: entry.application.name.bytes, in: format.charset)
    self =
      entry.application.isSuspicious
      ? """
      Contents: \(Glyph.warning.text(in: format.charset)) \(name), which does not belong in shared \
      memory
      """
      : "Contents: created by \(name)"
    if let process = entry.processes.first { append(", process \(process.rawValue)") }
  }

  /// Describes the header that a PostgreSQL server writes into its segment.
  fileprivate init(_ header: PostgreSQLHeader) {
    self = "Server: \(spelling: header.totalSize) of shared memory"
    if let segment = header.controlSegment {
      append(", its other segments are listed in /PostgreSQL.\(segment)")
    }
    append("; data directory: inode \(header.inode) of device ")
    append(device: header.device)
  }

  /// Appends the two numbers of a device: `MAJOR:MINOR`, see makedev(3).
  private mutating func append(device: UInt64) {
    append(((device >> 8) & 0xfff) | ((device >> 32) & 0xffff_f000))
    append(literal: ":")
    append((device & 0xff) | ((device >> 12) & 0xffff_ff00))
  }
}
