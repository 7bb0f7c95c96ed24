internal import Contents
internal import Glibc
internal import Kernel
internal import Operations
internal import SharedMemory
internal import SystemPackage
internal import TestSupport
internal import Testing

@Suite("A backup") struct BackupTests {
  /// A backup in a folder that writes `{}` as metadata.
  private func backup(
    in folder: FilePath, while shouldContinue: @escaping () -> Bool = { true }
  ) throws -> Backup {
    Backup(
      in: try BackupDirectory(folder), accepting: .nothing,
      metadata: { _, _, write throws(Errno) in try write(Array("{}".utf8)) },
      while: shouldContinue)
  }

  private func mode(of path: FilePath) throws -> UInt32 {
    var status = stat()
    try checked { stat(path.string, &status) }
    return status.st_mode
  }

  @Test func `has the bytes and the metadata of a segment`() throws {
    try TestSegment.with(size: 5) { file in
      try file.write(Array("bytes".utf8))
      try FileTree.with { folder in
        let copy = try backup(in: folder.path).save(try file.segment())
        #expect(
          copy == Backup.Copy(path: folder.path.appending("\(file.name).json"), isUnchanged: true))
        #expect(try folder.bytes(of: FilePath("\(file.name).raw")) == Array("bytes".utf8))
        #expect(try folder.bytes(of: FilePath("\(file.name).json")) == Array("{}".utf8))
      }
    }
  }

  @Test func `takes a name that is not used yet`() throws {
    try TestSegment.with(size: 5) { file in
      try FileTree.with { folder in
        let segment = try file.segment()
        try folder.write("mine", to: FilePath("\(file.name).raw"))
        let paths = try (1...2).map { _ in try backup(in: folder.path).save(segment).path }
        #expect(
          paths == ["~1", "~2"].map { folder.path.appending("\(file.name)\($0).json") })
        #expect(try folder.bytes(of: FilePath("\(file.name).raw")) == Array("mine".utf8))
      }
    }
  }

  @Test func `leaves no half of a copy if one of its two names is taken`() throws {
    try TestSegment.with(size: 5) { file in
      try FileTree.with { folder in
        try folder.write("mine", to: FilePath("\(file.name).raw"))
        _ = try backup(in: folder.path).save(try file.segment())
        #expect(
          try Set(folder.names) == [
            "\(file.name).raw", "\(file.name)~1.raw", "\(file.name)~1.json",
          ])
      }
    }
  }

  @Test func `says if the segment was written after it was listed`() throws {
    try TestSegment.with(size: 5) { file in
      let segment = try file.segment()
      usleep(20_000)
      try file.write([1], at: 2)
      try FileTree.with { folder in
        let copy = try backup(in: folder.path).save(segment)
        #expect(!copy.isUnchanged)
      }
    }
  }

  @Test func `is not made with side effects to which the user does not agree`() throws {
    try TestSystemVSegment.with(size: 5) { made in
      let segment = try #require(RealHost.segment(made))
      try FileTree.with { folder in
        var questions = 0
        let backup = Backup(
          in: try BackupDirectory(folder.path), accepting: .nothing, metadata: { _, _, _ in },
          consent: { _, _ in
            questions += 1
            return false
          })
        #expect(throws: BackupError.self) { try backup.save(segment) }
        #expect(questions == 1)
        #expect(try folder.names.isEmpty)
        #expect(RealHost.segment(made)?.times.attach == nil)
      }
    }
  }

  @Test func `leaves nothing behind when it is stopped`() throws {
    try TestSegment.with(size: 1 << 20) { file in
      try file.write([UInt8](repeating: 1, count: 1 << 20))
      try FileTree.with { folder in
        let backup = try backup(in: folder.path) { false }
        let segment = try file.segment()
        #expect(throws: BackupError.interrupted) { try backup.save(segment) }
        #expect(try folder.names.isEmpty)
      }
    }
  }

  @Test func `leaves nothing behind when the metadata cannot be written`() throws {
    try TestSegment.with(size: 5) { file in
      try FileTree.with { folder in
        let backup = Backup(
          in: try BackupDirectory(folder.path), accepting: .nothing,
          metadata: { _, _, _ throws(Errno) in throw .noSpace })
        let segment = try file.segment()
        #expect(
          throws: BackupError.unwritable(folder.path.appending("\(file.name).json"), .noSpace)
        ) {
          try backup.save(segment)
        }
        #expect(try folder.names.isEmpty)
      }
    }
  }

  @Test func `refuses a segment that has been resized`() throws {
    try TestSegment.with(size: 5) { file in
      let segment = try file.segment()
      try file.resize(to: 6)
      try FileTree.with { folder in
        let backup = try backup(in: folder.path)
        #expect(throws: BackupError.resized) { try backup.save(segment) }
        let names = try folder.names
        #expect(names.isEmpty)
      }
    }
  }

  @Test func `makes its directory for its owner alone, and takes one that exists`() throws {
    try FileTree.with { folder in
      let path = folder.path.appending("copies")
      _ = try BackupDirectory(path, isCreated: true)
      #expect(try mode(of: path) == 0o40700)
      _ = try BackupDirectory(path, isCreated: true)
      let below = path.appending("missing").appending("copies")
      #expect(throws: BackupError.unwritable(below, .noSuchFileOrDirectory)) {
        try BackupDirectory(below, isCreated: true)
      }
    }
  }

  @Test func `is not made in /dev/shm, wherever that is mounted`() throws {
    try FileTree.with(in: "/dev/shm") { folder in
      let path = folder.path
      #expect(throws: BackupError.inSharedMemory(path)) { try BackupDirectory(path) }
    }
  }

  @Test func `removes only its own files after its directory was replaced`() throws {
    try TestSegment.with(size: 1 << 20) { file in
      try file.write([UInt8](repeating: 1, count: 1 << 20))
      try FileTree.with { folder in
        try folder.makeDirectory("copies")
        let names = ["\(file.name).json", "\(file.name).raw"]
        for name in names { try folder.write("precious", to: FilePath("victim/\(name)")) }
        var isReplaced = false
        let backup = try backup(in: folder.path.appending("copies")) {
          if !isReplaced {
            isReplaced = rename("\(folder.path)/copies", "\(folder.path)/moved") == 0
            _ = symlink("victim", "\(folder.path)/copies")
            try? file.resize(to: 5)
          }
          return true
        }
        let segment = try file.segment()
        #expect(throws: BackupError.shrank) { try backup.save(segment) }
        #expect(isReplaced)
        for name in names {
          #expect(try folder.bytes(of: FilePath("victim/\(name)")) == Array("precious".utf8))
        }
        let moved = FileTree(path: folder.path.appending("moved"))
        #expect(try moved.names.isEmpty)
      }
    }
  }

  @Test func `fails if its directory is elsewhere by its end, and leaves nothing behind`() throws {
    try TestSegment.with(size: 5) { file in
      try FileTree.with { folder in
        let path = folder.path.appending("copies")
        try folder.makeDirectory("copies")
        let backup = Backup(
          in: try BackupDirectory(path), accepting: .nothing,
          metadata: { _, _, _ throws(Errno) in
            rename(path.string, "\(folder.path)/moved")
            mkdir(path.string, 0o700)
          })
        let segment = try file.segment()
        #expect(throws: BackupError.unwritable(path, .noSuchFileOrDirectory)) {
          try backup.save(segment)
        }
        for name in ["moved", "copies"] {
          #expect(try FileTree(path: folder.path.appending(name)).names.isEmpty)
        }
      }
    }
  }

  @Test func `leaves a file alone that has taken the name of its own`() throws {
    try TestSegment.with(size: 5) { file in
      try FileTree.with { folder in
        let name = FilePath("\(file.name).raw")
        let backup = Backup(
          in: try BackupDirectory(folder.path), accepting: .nothing,
          metadata: { _, _, _ throws(Errno) in
            unlink(folder.path.pushing(name).string)
            try throwingErrno { try folder.write("other", to: name) }
            throw .noSpace
          })
        let segment = try file.segment()
        #expect(throws: BackupError.self) { try backup.save(segment) }
        #expect(try folder.names == [name.string])
        #expect(try folder.bytes(of: name) == Array("other".utf8))
      }
    }
  }

  @Test(
    arguments: [
      ("psm_1a2b", "psm_1a2b"), (".hidden", "_.hidden"), ("-rf", "_-rf"),
      ("a b;$(c)\u{1b}[2J", "a_b___c___2J"), ("d/e", "d_e"), ("é", "__"),
    ])
  func `has a file name that is safe in a shell`(name: String, fileName: String) {
    #expect(Samples.posix(name).fileName() == Array(fileName.utf8))
  }

  @Test func `has a file name that is not too long, and one for a segment without a name`() {
    #expect(Samples.posix(String(repeating: "x", count: 255)).fileName().count == 200)
    #expect(Samples.systemV(98310).fileName() == Array("sysv-98310".utf8))
  }
}
