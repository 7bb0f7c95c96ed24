package import SystemPackage

/// What the kernel tells about one open file of a process: `/proc/PID/fdinfo/N`, see
/// proc_pid_fdinfo(5).
package struct DescriptorInfo: Hashable, Sendable {
  /// The mount through which the file was opened, a number of ``MountTable/Mount/id``.
  package private(set) var mount: UInt64?
  /// The descriptors that were sent to a Unix socket and not received yet; 0 for other files.
  package private(set) var inFlight: UInt64 = 0
  /// The paths of the files that are registered with an io_uring; empty for other files.
  ///
  /// ` (deleted)` follows if the name is gone. Files are registered by their open file, so they stay
  /// open after their descriptor is closed.
  package private(set) var registered: [[UInt8]] = []
  /// Whether the text tells which files are registered with an io_uring.
  ///
  /// The kernel leaves that out while the ring is in use.
  package private(set) var tellsRegistered = false

  /// Reads about the file that this process has open.
  package init(of file: FileDescriptor) throws(Errno) {
    let directory = try DirectoryStream.open("/proc/self/fdinfo")
    defer { try? directory.close() }
    self.init(try directory.contents(of: "\(file.rawValue)"))
  }

  /// Reads the kernel's text; lines of other meaning are skipped.
  ///
  /// A line is a word, a colon and a value: `mnt_id:\t17`, `scm_fds: 1`. After `UserFiles:\t3`, the
  /// number of places for registered files, comes one line for each place in use:
  /// `    1: /dev/shm/a\040b`.
  package init(_ text: [UInt8]) {
    var isAmongFiles = false
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let isIndented = line.first == UInt8(ascii: " ")
      var cursor = ByteParser(Array(line))
      guard let word = cursor.word() else { continue }
      if isAmongFiles && isIndented {
        registered.append(MountTable.Mount.unescaped(cursor.restOfLine()))
        continue
      }
      isAmongFiles = word.elementsEqual("UserFiles:".utf8)
      if isAmongFiles { tellsRegistered = true }
      if word.elementsEqual("mnt_id:".utf8) { mount = cursor.unsigned() }
      if word.elementsEqual("scm_fds:".utf8) { inFlight = cursor.unsigned() ?? 0 }
    }
  }
}
