private import CLinux
internal import Glibc
package import SystemPackage

extension FileDescriptor {
  /// Opens a file; the descriptor is closed on exec.
  ///
  /// The C function is `open`.
  package static func open(
    _ path: FilePath, flags: Int32, permissions: FilePermissions = []
  ) throws(Errno) -> FileDescriptor {
    FileDescriptor(
      rawValue: try throwingErrno {
        try path.withPlatformString { path in
          try syscall { Glibc.open(path, flags | O_CLOEXEC, permissions.rawValue) }
        }
      })
  }

  /// Opens a file, without changing its access time if the caller owns it or has CAP_FOWNER.
  ///
  /// The C function is `open`, first with `O_NOATIME`.
  package static func open(
    keepingAccessTimeOf path: FilePath, flags: Int32
  ) throws(Errno) -> FileDescriptor {
    do throws(Errno) {
      return try open(path, flags: flags | clinux_no_access_time)
    } catch {
      guard error == .notPermitted else { throw error }
      return try open(path, flags: flags)
    }
  }

  /// Opens a file by a path below this directory.
  ///
  /// The C function is `openat`.
  package func open(
    _ path: String, flags: Int32, permissions: FilePermissions = []
  ) throws(Errno) -> FileDescriptor {
    FileDescriptor(
      rawValue: try syscall { openat(rawValue, path, flags | O_CLOEXEC, permissions.rawValue) })
  }

  /// All bytes of a file in `/proc`, by a path below this directory.
  package func contents(of path: String) throws(Errno) -> [UInt8] {
    let file = try open(path, flags: O_RDONLY)
    defer { try? file.close() }
    return try file.readToEnd()
  }

  /// The first bytes of a file in `/proc`, by a path below this directory.
  package func contents(of path: String, atMost count: Int) throws(Errno) -> [UInt8] {
    let file = try open(path, flags: O_RDONLY)
    defer { try? file.close() }
    var bytes = [UInt8](repeating: 0, count: count)
    let used = try throwingErrno { try bytes.withUnsafeMutableBytes { try file.fill($0, from: 0) } }
    bytes.removeLast(count - used)
    return bytes
  }

  /// All bytes from the current position to the end, for files in `/proc`, which report no size.
  ///
  /// The C function is `read`.
  package func readToEnd() throws(Errno) -> [UInt8] {
    // The kernel returns at most one page of text for each call. Most files are shorter than that;
    // the second page is room for the call that finds the end.
    var bytes = [UInt8](repeating: 0, count: 8192)
    var used = 0
    while true {
      if bytes.count - used < 4096 { bytes += [UInt8](repeating: 0, count: bytes.count) }
      let got = try throwingErrno {
        try bytes.withUnsafeMutableBytes { buffer in
          try syscall {
            Glibc.read(rawValue, buffer.baseAddress?.advanced(by: used), buffer.count - used)
          }
        }
      }
      if got == 0 { break }
      used += got
    }
    bytes.removeLast(bytes.count - used)
    return bytes
  }

  /// Reads the bytes at `offset` into `buffer`, and returns their number.
  ///
  /// It is smaller than the buffer only at the end of the file.
  ///
  /// The C function is `pread`.
  package func fill(
    _ buffer: UnsafeMutableRawBufferPointer, from offset: Int64
  ) throws(Errno) -> Int {
    // No file extends beyond the largest offset, and the kernel refuses to read there.
    let count = min(buffer.count, Int(Int64.max - offset))
    var done = 0
    while done < count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done..<count])
      let got = try syscall {
        Glibc.pread(rawValue, rest.baseAddress, rest.count, Int(offset) + done)
      }
      if got == 0 { break }
      done += got
    }
    return done
  }

  /// Writes bytes at `offset`, and returns the number written, which can be smaller.
  ///
  /// The C function is `pwrite`.
  package func writeSome(
    _ bytes: UnsafeRawBufferPointer, at offset: Int64
  ) throws(Errno) -> Int {
    try syscall { Glibc.pwrite(rawValue, bytes.baseAddress, bytes.count, Int(offset)) }
  }

  /// The offset of the next byte of data, or of the next hole, at or after `offset`.
  ///
  /// `nil` if there is none before the end of the file. On a file system without holes, everything is
  /// data. The C function is `lseek` with `SEEK_DATA` or `SEEK_HOLE`. It moves the position at which
  /// `read` continues, which nothing uses on such a file.
  package func nextOffset(of kind: ExtentKind, from offset: UInt64) throws(Errno) -> UInt64? {
    guard let offset = Int64(exactly: offset) else { return nil }
    do throws(Errno) {
      return UInt64(
        try syscall {
          Glibc.lseek(
            rawValue, Int(offset), kind == .data ? clinux_seek_data : clinux_seek_hole)
        })
    } catch .noSuchAddressOrDevice {
      return nil
    } catch .invalidArgument {
      return kind == .data ? UInt64(offset) : nil
    } catch {
      throw error
    }
  }

  /// The two kinds of a part of a file.
  package enum ExtentKind: Sendable { case data, hole }

  /// Sets the length of the file; if it grows, the new part is a hole.
  ///
  /// The C function is `ftruncate`.
  package func truncate(to length: Int64) throws(Errno) {
    try syscall { ftruncate(rawValue, Int(length)) }
  }

  /// Makes the file at least `length` bytes long, at least 1, and never shorter.
  ///
  /// It allocates the last page; the rest of the new part is a hole. Throws `ENOSPC` if the file system has no free
  /// page, and `EOPNOTSUPP` if it has no such call. The C function is `fallocate`.
  package func lengthen(to length: Int64) throws(Errno) {
    try syscall { clinux_reserve(rawValue, Int(length - 1), 1) }
  }

  /// Allocates all pages up to `length`, and makes the file at least that long.
  ///
  /// Throws `ENOSPC` if there is no room, and then allocates nothing. The C function is `fallocate`.
  package func reserve(_ length: Int64) throws(Errno) {
    if length > 0 { try syscall { clinux_reserve(rawValue, 0, Int(length)) } }
  }

  /// Sets the permissions of the file, whatever the umask is.
  ///
  /// The C function is `fchmod`.
  package func setPermissions(_ permissions: FilePermissions) throws(Errno) {
    try syscall { fchmod(rawValue, permissions.rawValue) }
  }

  /// Waits until the bytes of the file, or the names in the directory, are on the disk.
  ///
  /// The C function is `fsync`.
  package func synchronize() throws(Errno) { try syscall { fsync(rawValue) } }

  /// Locks the file with `LOCK_SH` or `LOCK_EX`.
  ///
  /// With `LOCK_NB` it throws `EWOULDBLOCK` instead of waiting for another lock.
  ///
  /// The C function is `flock`.
  package func lock(_ operation: Int32) throws(Errno) { try syscall { flock(rawValue, operation) } }
}
