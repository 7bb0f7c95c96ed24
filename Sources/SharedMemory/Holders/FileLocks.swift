internal import SystemPackage

/// The locks on files: `/proc/locks`, see proc_locks(5).
///
/// It names processes whose descriptors may not be read.
struct FileLocks {
  /// A lock that somebody has.
  struct Lock: Hashable {
    /// Whose it is; `nil` for one of an open file description, which is nobody's in particular.
    let process: ProcessID?
    /// The file system, as `st_dev`.
    let device: UInt64
    let inode: UInt64
    /// Whether it wants a descriptor that can write.
    let isForWriting: Bool
  }

  let locks: [Lock]

  /// Reads the locks below `root`; those of processes outside of this PID namespace are not in it.
  init(root: FilePath) throws(ReadProblem) {
    self.init(try ProcFile.read(root.appending("proc/locks")))
  }

  /// Reads the kernel's text; lines that are none of locks on files are passed over.
  init(_ text: [UInt8]) {
    var cursor = ByteParser(text)
    var locks: [Lock] = []
    while !cursor.isAtEnd {
      if let lock = Self.lock(&cursor) { locks.append(lock) }
      cursor.skipLine()
    }
    self.locks = locks
  }

  /// `1: POSIX  ADVISORY  WRITE 3187 00:1b:567 0 EOF`; one that waits has `->` behind its number.
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
      let device = MapsLine.device(file.prefix(upTo: parts[2].startIndex - 1)),
      let inode = ByteParser.unsigned(parts[2], radix: 10)
    else { return nil }
    return Lock(
      process: process > 0 ? Int32(exactly: process).map { ProcessID(rawValue: $0) } : nil,
      device: device, inode: inode,
      isForWriting: type.elementsEqual("POSIX".utf8) && access.elementsEqual("WRITE".utf8))
  }
}

extension HolderScan {
  /// Takes in who has locks on files of `/dev/shm`: a lock wants a descriptor, also where that could
  /// not be seen.
  mutating func add(_ locks: FileLocks, named name: (ProcessID) -> Holder?) {
    for lock in locks.locks where lock.device == filesDevice {
      let object = HeldObject.file(inode: lock.inode)
      let known = holders[object] ?? []
      guard let process = lock.process, living[process] != nil, var holder = name(process) else {
        // One of nobody in particular, or of a process that left the open file to another.
        if known.isEmpty { lockedByUnseen.insert(object) }
        continue
      }
      // A process that was read and does not hold the file has passed the lock on to one that does.
      guard known.isEmpty || unreadable[process] != nil,
        !known.contains(where: { $0.process == process })
      else { continue }
      holder.descriptors = 1
      holder.isWritable = lock.isForWriting
      holders[object, default: []].append(holder)
    }
  }
}
