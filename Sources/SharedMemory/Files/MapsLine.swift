/// One mapping of a process: a line of `/proc/PID/maps`, see proc_pid_maps(5).
struct MapsLine {
  /// The first address, and the first one after the mapping, in hexadecimal without leading
  /// zeros, which is also the mapping's name in `/proc/PID/map_files`.
  let range: ArraySlice<UInt8>
  let inode: UInt64
  /// The path as the kernel writes it, or nothing; a newline in it is written as `\012`.
  let path: ArraySlice<UInt8>

  /// Reads a line; `nil` where it is none.
  init?(_ cursor: inout ByteCursor) {
    guard let range = cursor.word(), cursor.word() != nil, cursor.word() != nil,
      cursor.word() != nil, let inode = cursor.unsigned()
    else { return nil }
    self.range = range
    self.inode = inode
    path = cursor.restOfLine()
  }

  /// Whether it maps the System V segment of this number, in whatever IPC namespace.
  ///
  /// The inode is the number; the path is the key, and "(deleted)" is always there.
  func maps(_ shmID: ShmID) -> Bool {
    inode == UInt64(UInt32(bitPattern: shmID.rawValue)) && path.starts(with: Self.systemV)
  }

  private static let systemV = Array("/SYSV".utf8)
}
