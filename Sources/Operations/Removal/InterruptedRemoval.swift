private import Glibc
package import Kernel
package import SharedMemory
package import SystemPackage

/// What a killed removal has left: a private directory with files, or one file with a random name.
///
/// Each file was about to be removed, or had taken the name of a file that was about to be.
///
/// Why: Decisions/28-quarantine-directory.md
package struct InterruptedRemoval: Hashable, Sendable {
  /// Where the files are now, below `/dev/shm`.
  package enum Place: Hashable, Sendable {
    /// In this private directory, with the names that they had in its parent.
    case directory(ShmName)
    /// Beside the old name, under this one; see ``QuarantineName``.
    case file(ShmName)

    package var name: ShmName {
      switch self {
      case .directory(let name), .file(let name): name
      }
    }
  }

  package let place: Place
  /// The names that the files had, below `/dev/shm`.
  package let names: [ShmName]

  package init(place: Place, names: [ShmName] = []) {
    self.place = place
    self.names = names
  }

  /// Moves the files back, and returns the name and the result for each.
  ///
  /// A file whose name is now taken stays where it is: `EEXIST`. A private directory that is empty then is
  /// removed. Throws `EWOULDBLOCK` if another process has locked the directory.
  ///
  /// Capabilities of the program's file are not used: its user can have put anything into the directory.
  package func putBack(root: FilePath = "/") throws(Errno) -> [(name: ShmName, error: Errno?)] {
    switch place {
    case .directory(let directory):
      return try Self.withLock(directory, LOCK_EX, root) { opened, outer throws(Errno) in
        let results = try Self.names(in: opened, at: directory).map { name in
          (name: name, error: Self.move(DirectoryEntry(name.split.file, in: opened), outer, name))
        }
        QuarantineDirectory.remove(directory.split.file, opened, from: outer)
        return results
      }
    case .file(let file):
      return try Self.withParent(of: file, root) { outer, last in
        names.map { name in
          (name: name, error: Self.move(DirectoryEntry(last, in: outer), outer, name))
        }
      }
    }
  }

  /// Moves a file to its old name; returns the error if that fails.
  private static func move(
    _ entry: DirectoryEntry, _ outer: FileDescriptor, _ name: ShmName
  ) -> Errno? {
    do throws(Errno) {
      try entry.moveBack(to: DirectoryEntry(name.split.file, in: outer))
      return nil
    } catch { return error }
  }
}

// MARK: Finding them

extension InterruptedRemoval {
  /// A place that a removal has used, or that could not be read.
  package enum Finding: Hashable, Sendable {
    case found(InterruptedRemoval)
    /// A removal that still runs uses this place, or has just used it.
    case inUse(ShmName)
    /// The old name of this file is not known: its end may not have fitted behind the random name.
    case cut(ShmName)
    /// This place could not be read; `EACCES` if others have access to a private directory.
    case unread(ShmName, Errno)
  }

  /// What killed removals of this user have left.
  ///
  /// With CAP_FOWNER, also files with random names that other users own, but not the private directories of
  /// other users, which can be forged.
  package static func all(in snapshot: Snapshot, root: FilePath = "/") -> [Finding] {
    let all = snapshot.segments
    // By index, because copying a segment is expensive.
    let segments = all.indices.compactMap { index -> (ShmName, UserID?)? in
      guard case .posix(let name, _) = all[index].identity, QuarantineName.isPossible(name) else {
        return nil
      }
      return (name, all[index].owner?.user)
    }
    return FileCapabilities.use(for: .removing) {
      snapshot.others.compactMap { find($0, root) }
        + (segments + snapshot.others.map { ($0.name, $0.owner.user) }).compactMap { name, owner in
          let mayMove = owner?.rawValue == geteuid() || Capability.fileOwner.isEffective
          return mayMove ? findFile(name, root) : nil
        }
    }
  }

  /// Whether a problem is about a file or a directory with the name of such a place.
  package static func isHidden(by problem: ReadProblem) -> Bool {
    guard let name = problem.directory.map({ ShmName($0) }) else { return false }
    return QuarantineName.isQuarantine(name) || QuarantineName.originalName(beside: name) != nil
  }

  /// Looks into a private directory; `nil` if the file is no such directory of this user.
  private static func find(_ file: NonSegment, _ root: FilePath) -> Finding? {
    guard file.type == .directory, file.owner.user.rawValue == geteuid(),
      QuarantineName.isQuarantine(file.name)
    else { return nil }
    do throws(Errno) {
      let names: [ShmName] = try withLock(file.name, LOCK_SH, root) { directory, _ throws(Errno) in
        try Self.names(in: directory, at: file.name)
      }
      return .found(InterruptedRemoval(place: .directory(file.name), names: names))
    } catch .wouldBlock {
      return .inUse(file.name)
    } catch .noSuchFileOrDirectory {
      return nil
    } catch {
      return .unread(file.name, error)
    }
  }

  /// Looks at a file with a random name; `nil` if it has none.
  ///
  /// A move changes the time of the last change. A removal needs far less than two seconds after it.
  private static func findFile(_ name: ShmName, _ root: FilePath) -> Finding? {
    guard let original = QuarantineName.originalName(beside: name) else { return nil }
    do throws(Errno) {
      let moved: Timestamp = try withParent(of: name, root) { outer, last throws(Errno) in
        try DirectoryEntry(last, in: outer).status().change
      }
      let age = Timestamp.now.seconds.subtractingSaturated(moved.seconds)
      // The seconds are rounded.
      if (0...2).contains(age) { return .inUse(name) }
      if QuarantineName.isCut(name) { return .cut(name) }
      return .found(InterruptedRemoval(place: .file(name), names: [original]))
    } catch .noSuchFileOrDirectory {
      return nil
    } catch {
      return .unread(name, error)
    }
  }

  /// Opens the directory of a name, and calls `body` with it and the last part of the name.
  private static func withParent<Result>(
    of name: ShmName, _ root: FilePath,
    _ body: (_ outer: FileDescriptor, _ last: [UInt8]) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    let root = try DirectoryStream.open(root.appending("dev/shm"))
    defer { try? root.close() }
    let (path, last) = name.split
    let outer = try OpenBeneath.open(path ?? [UInt8(ascii: ".")], in: root, O_RDONLY | O_DIRECTORY)
    defer { try? outer.close() }
    return try body(outer, last)
  }

  /// Opens a private directory and its parent, locks the directory, and calls `body` with both.
  ///
  /// Throws `EWOULDBLOCK` if another process has locked it.
  private static func withLock<Result>(
    _ name: ShmName, _ lock: Int32, _ root: FilePath,
    _ body: (_ directory: FileDescriptor, _ outer: FileDescriptor) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    try withParent(of: name, root) { outer, last throws(Errno) in
      let directory = try QuarantineDirectory.open(last, in: outer)
      defer { try? directory.close() }
      try directory.lock(lock | LOCK_NB)
      // Closing it is not enough: a child that was forked in the meantime would keep the lock.
      defer { try? directory.lock(LOCK_UN) }
      return try body(directory, outer)
    }
  }

  /// The names that the files of a private directory had.
  private static func names(
    in directory: FileDescriptor, at name: ShmName
  ) throws(Errno) -> [ShmName] {
    let stream = try DirectoryStream(beneath: directory, path: nil)
    let prefix = name.split.directory.map { $0 + [UInt8(ascii: "/")] } ?? []
    var names: [ShmName] = []
    while let name = try stream.next() {
      let bytes = UnsafeRawBufferPointer(start: name, count: DirectoryStream.length(name))
      names.append(ShmName(prefix + bytes))
    }
    return names
  }
}
