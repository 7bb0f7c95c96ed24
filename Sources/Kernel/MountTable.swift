package import SystemPackage

/// The mounts of a mount namespace: `/proc/PID/mountinfo`, see proc_pid_mountinfo(5).
///
/// Mounts outside the root directory of the process are missing.
package struct MountTable: Hashable, Sendable {
  /// The mounts, in the kernel's order.
  package let mounts: [Mount]

  /// Reads the mounts that `process` sees, a PID or `self`, below `root`.
  package init(of process: String = "self", root: FilePath) throws(ReadProblem) {
    self.init(try ProcFile.read(root.appending("proc/\(process)/mountinfo")))
  }

  /// Reads the kernel's text; lines that do not describe a mount are skipped.
  package init(_ text: [UInt8]) {
    var cursor = ByteParser(text)
    var mounts: [Mount] = []
    while !cursor.isAtEnd {
      if let mount = Mount(cursor.restOfLine()) { mounts.append(mount) }
    }
    self.mounts = mounts
  }

  /// The mount through which this process has a file open; `nil` if `/proc` does not tell.
  ///
  /// Throws the error of a system call.
  package static func mount(of file: FileDescriptor) throws(Errno) -> Mount? {
    guard let id = try DescriptorInfo(of: file).mount else { return nil }
    do throws(ReadProblem) {
      return try MountTable(root: "/").mounts.first { $0.id == id }
    } catch {
      if case .failed(let failure) = error.reason { throw failure }
      return nil
    }
  }

  /// Whether the whole file system `device` is mounted at a path, and not just a directory of it.
  package func hasWhole(_ device: UInt64, at point: [UInt8]) -> Bool {
    mounts.contains {
      $0.device == device && $0.point == point && $0.root == [UInt8(ascii: "/")]
    }
  }

  /// The mounts at a path that another mount at the same path covers, the lowest first.
  ///
  /// The names in them cannot be reached by that path.
  package func covered(at point: [UInt8]) -> [Mount] {
    let mounts = mounts.filter { $0.point == point }
    return mounts.filter { lower in mounts.contains { $0.parent == lower.id && $0 != lower } }
  }
}

extension MountTable {
  /// One mount: a directory or file of a file system that is attached at a path.
  package struct Mount: Hashable, Sendable {
    /// The number of the mount, which can be reused after it is unmounted.
    package let id: UInt64
    /// The number of the mount that contains ``point``; it need not be in the table.
    package let parent: UInt64
    /// The file system, as `st_dev`; for btrfs it differs from the `st_dev` of the files.
    package let device: UInt64
    /// The path in the file system of what is mounted: `/` unless it is a bind mount.
    ///
    /// If that was removed since, `//deleted` follows. Namespaces are `ipc:[4026531839]`.
    package let root: [UInt8]
    /// The path at which it is mounted, below the root directory of the process.
    package let point: [UInt8]
    /// The options of this mount, such as `ro`.
    package let options: Options
    /// The type of the file system, such as `tmpfs` or `fuse.sshfs`.
    package let type: [UInt8]
    /// What was mounted: a device, or any text; can be empty.
    package let source: [UInt8]
    /// The options of the file system, such as `size=65536k`.
    package let superOptions: Options

    /// The user whose program serves the file system, see fuse(4); `nil` if the kernel itself does.
    package var server: UserID? {
      superOptions.value(of: "user_id").flatMap { ByteParser.unsigned($0, radix: 10) }
        .flatMap { UInt32(exactly: $0) }.map { UserID(rawValue: $0) }
    }

    /// Parses a line without its newline; `nil` if it is malformed.
    ///
    /// `36 25 0:27 /a\040b /dev/shm rw,noexec shared:1 - tmpfs none rw,size=64k` → mount 36 on mount
    /// 25, device 27, root `/a b`, point `/dev/shm`, options `rw` and `noexec`, type `tmpfs`, source
    /// `none`, options of the file system `rw` and `size=64k`. `shared:1` is skipped: there can be
    /// any number of such words before the dash.
    fileprivate init?(_ line: ArraySlice<UInt8>) {
      // A source can be empty, so two blanks in a row have nothing between them.
      let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard words.count >= 10,
        let dash = words.dropFirst(6).firstIndex(where: { $0.elementsEqual("-".utf8) }),
        words.endIndex - dash > 3, !words[3].isEmpty, !words[4].isEmpty, !words[dash + 1].isEmpty,
        let id = ByteParser.unsigned(words[0], radix: 10),
        let parent = ByteParser.unsigned(words[1], radix: 10),
        let device = MapsLine.device(words[2], radix: 10)
      else { return nil }
      self.id = id
      self.parent = parent
      self.device = device
      root = Self.unescaped(words[3])
      point = Self.unescaped(words[4])
      options = Options(words[5])
      type = Self.unescaped(words[dash + 1])
      source = Self.unescaped(words[dash + 2])
      superOptions = Options(line[words[dash + 3].startIndex...])
    }

    /// The text without the kernel's escapes: `a\040b` → `a b`.
    ///
    /// The kernel writes blanks, tabs, newlines, backslashes and `#` as three octal digits. A
    /// backslash without them stays.
    static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(text.count)
      var rest = text
      while let byte = rest.popFirst() {
        let digits = rest.prefix(3)
        guard byte == UInt8(ascii: "\\"), digits.count == 3,
          let value = ByteParser.unsigned(digits, radix: 8).flatMap(UInt8.init(exactly:))
        else {
          bytes.append(byte)
          continue
        }
        bytes.append(value)
        rest = rest.dropFirst(3)
      }
      return bytes
    }
  }

  /// The options of a mount or a file system, separated by commas.
  package struct Options: Hashable, Sendable {
    private let words: [ArraySlice<UInt8>]

    fileprivate init(_ text: ArraySlice<UInt8>) { words = text.split(separator: UInt8(ascii: ",")) }

    /// Whether an option without a value is among them, such as `ro`.
    package func contains(_ option: String) -> Bool {
      words.contains { $0.elementsEqual(option.utf8) }
    }

    /// The value of an option, as the kernel writes it: `size` in `rw,size=64k` → `64k`.
    ///
    /// `nil` if the option is missing or has no value.
    package func value(of option: String) -> ArraySlice<UInt8>? {
      let start = Array((option + "=").utf8)
      return words.first { $0.starts(with: start) }?.dropFirst(start.count)
    }
  }
}
