package import SystemPackage

/// The locks on files: `/proc/locks`, see proc_locks(5).
///
/// It shows locks even of processes whose descriptors this user may not read.
package struct FileLocks: Sendable {
  /// A lock on a file.
  package struct Lock: Hashable, Sendable {
    /// The process that owns it; `nil` for a lock of an open file description, which processes can
    /// share.
    package let process: ProcessID?
    /// The file system, as `st_dev`.
    package let device: UInt64
    package let inode: UInt64
    /// Whether it requires a descriptor that is open for writing.
    package let isForWriting: Bool
    /// Whether it is a lease: an open by another process sends its owner a signal, which ends it by
    /// default.
    package var isLease = false
  }

  package let locks: [Lock]

  /// Reads the locks below `root`; those of processes outside this PID namespace are missing.
  package init(root: FilePath) throws(ReadProblem) {
    self.init(try ProcFile.read(root.appending("proc/locks")))
  }

  /// Reads the kernel's text; lines that do not describe a lock on a file are skipped.
  package init(_ text: [UInt8]) {
    var cursor = ByteParser(text)
    var locks: [Lock] = []
    while !cursor.isAtEnd {
      if let lock = Self.lock(&cursor) { locks.append(lock) }
      cursor.skipLine()
    }
    self.locks = locks
  }

  /// Parses a line; `nil` if it does not describe a lock on a file.
  ///
  /// `1: POSIX  ADVISORY  WRITE 3187 00:1b:567 0 EOF` → process 3187, device 27, inode 567, for
  /// writing. A waiting lock has `->` after its number.
  private static func lock(_ cursor: inout ByteParser) -> Lock? {
    guard cursor.word() != nil, var type = cursor.word() else { return nil }
    if type.elementsEqual("->".utf8) {
      guard let next = cursor.word() else { return nil }
      type = next
    }
    guard cursor.word() != nil, let access = cursor.word(), let process = cursor.signed(),
      let file = cursor.word()
    else { return nil }
    let parts = file.split(separator: UInt8(ascii: ":"))
    guard parts.count == 3,
      let device = MapsLine.device(file.prefix(upTo: parts[2].startIndex - 1), radix: 16),
      let inode = ByteParser.unsigned(parts[2], radix: 10)
    else { return nil }
    return Lock(
      process: process > 0 ? Int32(exactly: process).map { ProcessID(rawValue: $0) } : nil,
      device: device, inode: inode,
      isForWriting: type.elementsEqual("POSIX".utf8) && access.elementsEqual("WRITE".utf8),
      isLease: type.elementsEqual("LEASE".utf8))
  }
}
