private import Glibc
internal import Kernel
package import SystemPackage

/// The files in it, each by one name without a slash.
extension TrustedDirectory {
  /// Opens a regular file for reading that only the caller and root can have written.
  ///
  /// A symbolic link is not followed, and no FIFO or device is opened.
  package func open(_ name: [UInt8]) throws(PathRefusal) -> FileDescriptor {
    let path = path.appending(bytes: name)
    let found = try attempt(path) { () throws(Errno) in
      try DirectoryEntry(name, in: file).status()
    }
    if found.mode.type == .symbolicLink { throw .link(path) }
    guard found.mode.type == .regular else { throw .notRegular(path) }
    let opened = try attempt(path) { () throws(Errno) in
      guard let opened = try ReopenedFile.open(name, in: file, expected: found.identity) else {
        throw .noSuchFileOrDirectory
      }
      return opened
    }
    do throws(PathRefusal) {
      let status = try attempt(path) { () throws(Errno) in try FileStatus(of: opened) }
      guard status.owner.isTrusted else { throw .belongs(path, status.owner.user) }
      let isWritable = status.isWritableByOthers { () throws(Errno) in
        try throwingErrno { try opened.duplicate() }
      }
      if isWritable { throw .writable(path) }
      try check(status, at: path)
      return opened
    } catch {
      try? opened.close()
      throw error
    }
  }

  /// Creates a file with mode 0600 for writing; `EEXIST` if the name is taken.
  package func create(_ name: [UInt8]) throws(PathRefusal) -> FileDescriptor {
    try attempt(path.appending(bytes: name)) { () throws(Errno) in
      try DirectoryEntry(name, in: file).create(.ownerReadWrite)
    }
  }

  /// Puts a file with these bytes and permissions under a name, in place of the regular file that has it.
  ///
  /// It is on the disk before it gets the name, so that readers see the old bytes or the new ones. Each run
  /// writes to a name of its own: two at a time never mix their bytes.
  package func replace(
    _ name: [UInt8], with bytes: [UInt8], permissions: FilePermissions = .ownerReadWrite
  ) throws(PathRefusal) {
    let path = path.appending(bytes: name)
    if let found = try? DirectoryEntry(name, in: file).status() {
      if found.mode.type == .symbolicLink { throw .link(path) }
      guard found.mode.type == .regular else { throw .notRegular(path) }
      try check(found, at: path)
    }
    // The user may have a file with a simpler name. One of a killed run stays.
    let newName =
      [UInt8(ascii: ".")] + name.prefix(200)
      + Array(".\(UInt64.random(in: 0...UInt64.max)).new".utf8)
    let new = try attempt(path) { () throws(Errno) in
      try DirectoryEntry(newName, in: file).create(.ownerReadWrite)
    }
    defer { try? new.close() }
    do throws(PathRefusal) {
      try attempt(path) { () throws(Errno) in
        _ = try throwingErrno { try new.writeAll(bytes) }
        try new.setPermissions(permissions)
        try new.synchronize()
        try DirectoryEntry(newName, in: file).replace(DirectoryEntry(name, in: file))
      }
    } catch {
      remove(newName, of: new)
      throw error
    }
    try flush()
  }

  /// Removes a name, if it still stands for this open file.
  package func remove(_ name: [UInt8], of opened: FileDescriptor) {
    let entry = DirectoryEntry(name, in: file)
    guard let own = try? FileStatus(of: opened).identity, (try? entry.status())?.identity == own
    else { return }
    try? entry.remove()
  }

  /// Creates a directory with mode 0700, unless the name is taken; returns whether it did.
  package func makeDirectory(_ name: [UInt8]) throws(PathRefusal) -> Bool {
    try attempt(path.appending(bytes: name)) { () throws(Errno) in
      do throws(Errno) {
        try DirectoryEntry(name, in: file).makeDirectory(.ownerReadWriteExecute)
        return true
      } catch .fileExists {
        return false
      } catch {
        throw error
      }
    }
  }

  /// Waits until its names are on the disk.
  ///
  /// The C function is `fsync`.
  package func flush() throws(PathRefusal) {
    try attempt(path) { () throws(Errno) in
      let opened = try file.open(".", flags: O_RDONLY | O_DIRECTORY)
      defer { try? opened.close() }
      try opened.synchronize()
    }
  }
}
