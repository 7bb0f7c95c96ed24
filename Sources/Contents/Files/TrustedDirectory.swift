private import CLinux
private import Glibc
package import Kernel
package import SystemPackage

/// An open directory in which no other user can replace the files of the caller or of root.
///
/// It is found one component at a time. Each directory on the way belongs to the caller or to root, and
/// other users may not write to it. If it is sticky they may, but then the next component belongs to the
/// caller or to root. A symbolic link on the way is followed under the same conditions. A file system that
/// another user serves is refused. All files are reached through the descriptor, so that a rename
/// afterwards changes nothing.
///
/// A directory that is opened with `ofAnyOwner` can belong to other users, and so can those above it. They can
/// then replace its files, and choose which of their directories it is. But behind a directory of theirs no
/// link and no `..` leads on, so that it is none in which they may not write, unless it lies in one of theirs.
///
/// Why: Decisions/63-directories-of-others.md and Decisions/91-a-file-for-another-user.md
package final class TrustedDirectory {
  /// Its path for messages, with links resolved if `/proc` tells.
  package let path: FilePath
  /// The directory, for lookups and for its status (`O_PATH`).
  package let file: FileDescriptor
  private let status: FileStatus
  /// Whether other users may create files in it.
  private let isShared: Bool
  /// Whether it, and each directory below it, may belong to other users.
  private let isOfAnyOwner: Bool
  /// The first directory on the way, or this one, that belongs to another user.
  private var foreign: Foreign?

  private struct Foreign {
    let path: FilePath
    let user: UserID
  }

  /// The directory as a file.
  package var identity: FileIdentity { status.identity }

  /// Opens the directory of a path; the current one for an empty path.
  package static func open(
    _ path: FilePath, ofAnyOwner: Bool = false
  ) throws(PathRefusal) -> TrustedDirectory {
    var directory = try start(of: path, ofAnyOwner)
    var rest = Array(path.parts.reversed())
    var links = 0
    while let name = rest.popLast() {
      switch try directory.next(name) {
      case .directory(let next): directory = next
      case .link(let target):
        links += 1
        guard links <= mostLinks else { throw .failed(path, .tooManySymbolicLinkLevels) }
        if target.isAbsolute { directory = try start(of: target, ofAnyOwner) }
        rest += target.parts.reversed()
      }
    }
    return directory
  }

  /// As many as the kernel follows.
  private static let mostLinks = 40

  /// Takes over an open directory; `path` is for messages if `/proc` tells none.
  private init(
    _ file: FileDescriptor, _ path: FilePath, ofAnyOwner: Bool, through foreign: Foreign? = nil
  ) throws(PathRefusal) {
    let path =
      FilePath("/proc/self/fd/\(file.rawValue)").linkTarget
      .map { FilePath().appending(bytes: $0) } ?? path
    self.file = file
    self.path = path
    isOfAnyOwner = ofAnyOwner
    do throws(Errno) { status = try FileStatus(of: file) } catch {
      try? file.close()
      throw .failed(path, error)
    }
    isShared = status.isWritableByOthers { () throws(Errno) in
      try file.open(".", flags: O_RDONLY | O_DIRECTORY)
    }
    self.foreign =
      foreign ?? (status.owner.isTrusted ? nil : Foreign(path: path, user: status.owner.user))
    // From here on `deinit` closes the file.
    guard status.owner.isTrusted || ofAnyOwner else { throw .belongs(path, status.owner.user) }
    guard !isShared || status.isSticky else { throw .writable(path) }
  }

  deinit { try? file.close() }
}

// MARK: The way to it

extension TrustedDirectory {
  /// What a name in a directory stands for.
  private enum Next {
    case directory(TrustedDirectory)
    case link(FilePath)
  }

  /// The directory at which a path starts: `/`, or the current one if those above it are trusted too.
  private static func start(
    of path: FilePath, _ ofAnyOwner: Bool
  ) throws(PathRefusal) -> TrustedDirectory {
    let name: FilePath = path.isAbsolute ? "/" : "."
    let start = try TrustedDirectory(
      attempt(name) { () throws(Errno) in
        try .open(name, flags: clinux_path_only | O_DIRECTORY)
      }, name, ofAnyOwner: ofAnyOwner)
    var child = start
    while !path.isAbsolute {
      let parent = try child.parent()
      if parent.identity == child.identity {
        try child.checkIsRoot()
        break
      }
      try parent.check(child.status, at: child.path)
      try parent.checkServer(of: child.file, child.status, at: child.path)
      if let foreign = parent.foreign { start.foreign = foreign }
      child = parent
    }
    return start
  }

  /// Throws unless this directory, which is its own parent, is `/`: what was unmounted has one too.
  private func checkIsRoot() throws(PathRefusal) {
    let root = try attempt("/") { () throws(Errno) in
      try DirectoryEntry(Array("/".utf8), in: file).status()
    }
    guard root.identity == identity else { throw .failed(path, .noSuchFileOrDirectory) }
  }

  private func parent() throws(PathRefusal) -> TrustedDirectory {
    let path = path.appending("..")
    return try TrustedDirectory(
      attempt(path) { () throws(Errno) in
        try file.open("..", flags: clinux_path_only | O_DIRECTORY)
      }, path, ofAnyOwner: isOfAnyOwner)
  }

  /// Looks up the next component of a path.
  private func next(_ name: [UInt8]) throws(PathRefusal) -> Next {
    let path = path.appending(bytes: name)
    // All directories above were checked on the way.
    if name.elementsEqual("..".utf8) {
      if let foreign { throw .belongs(foreign.path, foreign.user) }
      return .directory(try parent())
    }
    let found = try attempt(path) { () throws(Errno) in
      try DirectoryEntry(name, in: file).lookUp()
    }
    let status: FileStatus
    do throws(Errno) { status = try FileStatus(of: found) } catch {
      try? found.close()
      throw .failed(path, error)
    }
    do throws(PathRefusal) {
      try check(status, at: path)
      try checkServer(of: found, status, at: path)
    } catch {
      try? found.close()
      throw error
    }
    if status.mode.type == .directory {
      return .directory(
        try TrustedDirectory(
          found, path, ofAnyOwner: isOfAnyOwner, through: foreign))
    }
    defer { try? found.close() }
    if foreign != nil && status.mode.type == .symbolicLink { throw .link(path) }
    guard status.mode.type == .symbolicLink, let target = found.linkTarget(of: "") else {
      throw .failed(path, .notDirectory)
    }
    return .link(FilePath().appending(bytes: target))
  }

  /// Checks that no other user can have put a file under its name, or can replace it there.
  ///
  /// In a directory that others can write to, it is not enough that the file belongs to root: others may
  /// be able to give files of root a second name.
  func check(_ status: FileStatus, at path: FilePath) throws(PathRefusal) {
    guard isShared else { return }
    guard status.owner.isTrusted else { throw .belongs(path, status.owner.user) }
    guard status.links == 1 || status.mode.type == .directory else { throw .otherNames(path) }
  }
}

/// Turns the error of a system call on a file into a refusal.
func attempt<Value>(
  _ path: FilePath, _ body: () throws(Errno) -> Value
) throws(PathRefusal) -> Value {
  do throws(Errno) { return try body() } catch { throw .failed(path, error) }
}

extension FilePath {
  /// Its components other than `.`, as bytes.
  ///
  ///     /a/./b/ → a, b
  fileprivate var parts: [[UInt8]] {
    bytes.split(separator: UInt8(ascii: "/")).map(Array.init)
      .filter { !$0.elementsEqual(".".utf8) }
  }
}
