private import Glibc
package import SystemPackage

/// One mapping of a process: a line of `/proc/PID/maps`, see proc_pid_maps(5).
///
/// `7f5c00000000-7f5c00001000 rw-s 00000000 00:01 5 /SYSV0052e2c1 (deleted)` → offset 0, device 1,
/// inode 5, shared and writable, the path `/SYSV0052e2c1 (deleted)`.
package struct MapsLine {
  /// The start address, a dash and the end address, as the kernel writes them.
  package let range: ArraySlice<UInt8>
  /// The offset of the mapping in the file, in bytes.
  package let offset: UInt64
  /// The file system, as `st_dev`; 0 if no file is mapped.
  package let device: UInt64
  package let inode: UInt64
  /// Whether writing to it changes the file.
  package let isSharedWritable: Bool
  /// The path as the kernel writes it, or empty; a newline in it is written as `\012`.
  package let path: ArraySlice<UInt8>

  /// Parses a line and moves past it; `nil` if it is malformed.
  package init?(_ cursor: inout ByteParser) {
    guard let range = cursor.word(), let permissions = cursor.word(),
      let offset = cursor.word().flatMap({ ByteParser.unsigned($0, radix: 16) }),
      let device = cursor.word().flatMap({ Self.device($0, radix: 16) }),
      let inode = cursor.unsigned()
    else {
      cursor.skipLine()
      return nil
    }
    self.range = range
    self.offset = offset
    self.device = device
    self.inode = inode
    isSharedWritable =
      permissions.dropFirst().first == UInt8(ascii: "w")
      && permissions.last == UInt8(ascii: "s")
    path = cursor.restOfLine()
  }

  /// The path with its newlines decoded: `/dev/shm/a\012b` → `/dev/shm/a`, a newline, `b`.
  ///
  /// The kernel escapes nothing else, not even backslashes. So a name that contains the four
  /// characters `\012` looks the same as one with a newline.
  package var unescapedPath: ArraySlice<UInt8> {
    guard path.contains(UInt8(ascii: "\\")) else { return path }
    var rest = path
    var bytes: [UInt8] = []
    while let byte = rest.first {
      let isNewline = rest.starts(with: Self.newline)
      bytes.append(isNewline ? UInt8(ascii: "\n") : byte)
      rest = rest.dropFirst(isNewline ? Self.newline.count : 1)
    }
    return bytes[...]
  }

  private static let newline = Array("\\012".utf8)

  /// The addresses of the mapping; `nil` if ``range`` is malformed.
  package var addresses: Range<UInt64>? {
    let ends = range.split(separator: UInt8(ascii: "-")).map { ByteParser.unsigned($0, radix: 16) }
    guard ends.count == 2, let start = ends[0], let end = ends[1], start <= end else { return nil }
    return start..<end
  }

  /// The mapping's name in `/proc/PID/map_files`, without leading zeros in its addresses.
  ///
  /// `00400000-00401000` → `400000-401000`.
  package var mapFilesName: [UInt8] {
    guard let addresses else { return [] }
    let ends = [addresses.lowerBound, addresses.upperBound].map { String($0, radix: 16) }
    return Array(ends.joined(separator: "-").utf8)
  }

  /// Parses a device as the kernel writes it here, `MAJOR:MINOR` in hexadecimal: `08:1b` → 2075.
  ///
  /// In other files it is decimal, with `radix` 10. `nil` if it is malformed. See makedev(3).
  package static func device(_ word: ArraySlice<UInt8>, radix: UInt64) -> UInt64? {
    let parts = word.split(separator: UInt8(ascii: ":"))
      .map { ByteParser.unsigned($0, radix: radix) }
    guard parts.count == 2, let major = parts[0], let minor = parts[1] else { return nil }
    return (minor & 0xff) | (major & 0xfff) << 8 | (minor & ~0xff) << 12 | (major & ~0xfff) << 32
  }

  /// Whether it maps the System V segment with this ID, in any IPC namespace.
  ///
  /// The inode is the ID; the path contains the key and always ends in "(deleted)".
  package func maps(_ shmID: ShmID) -> Bool {
    inode == UInt64(UInt32(bitPattern: shmID.rawValue)) && path.starts(with: Self.systemV)
  }

  private static let systemV = Array("/SYSV".utf8)

  /// Opens the mapped file through `/proc/PID/map_files`; `process` is a PID or `self`.
  ///
  /// Requires CAP_SYS_ADMIN or CAP_CHECKPOINT_RESTORE.
  package func open(
    of process: String, root: FilePath, _ flags: Int32 = O_RDONLY
  ) throws(Errno) -> FileDescriptor {
    // Only the owner may keep the access time unchanged. For others it moves, but the access time of
    // the file behind a segment is not shown anywhere.
    try FileDescriptor.open(
      keepingAccessTimeOf: root.appending("proc/\(process)/map_files").appending(
        bytes: mapFilesName),
      flags: flags)
  }
}
