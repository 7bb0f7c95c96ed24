import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Contents
@testable import Kernel

/// Directories and files that others can, or cannot, write to.
struct TrustedDirectoryTests {
  private func refusal(of path: FilePath) -> PathRefusal? {
    do throws(PathRefusal) {
      _ = try TrustedDirectory.open(path)
      return nil
    } catch { return error }
  }

  private func refusal(of name: String, in folder: FileTree) throws -> PathRefusal? {
    let directory = try TrustedDirectory.open(folder.path)
    do throws(PathRefusal) {
      let file = try directory.open(Array(name.utf8))
      try? file.close()
      return nil
    } catch { return error }
  }

  @Test(arguments: [("/tmp", nil), ("/dev/shm", "segment")] as [(FilePath, String?)])
  func `a segment is not opened as a file`(place: FilePath, refusal: String?) throws {
    try FileTree.with(in: place) { folder in
      try folder.write("x", to: "file")
      let path = folder.path.appending("file")
      do throws(PathRefusal) {
        _ = try ContentsReader.open(file: path)
        #expect(refusal == nil)
      } catch {
        #expect(error == .isSegment(path))
        #expect(refusal != nil)
      }
    }
  }

  @Test func `a directory is the one that its path names`() throws {
    try FileTree.with { folder in
      try folder.makeDirectory("a/b")
      try folder.symlink("link", to: "a")
      try folder.symlink("absolute", to: folder.path.appending("a"))
      var status = stat()
      try checked { stat(folder.path.appending("a").appending("b").string, &status) }
      for path in ["a/b", "./a//b/.", "link/b", "absolute/b", "a/../a/b", "link/../a/b"] {
        let found = try TrustedDirectory.open(folder.path.appending(path))
        #expect(found.identity.inode == UInt64(status.st_ino), "\(path)")
      }
    }
  }

  @Test(arguments: ["", "."] as [FilePath])
  func `a relative path starts at the current directory`(path: FilePath) throws {
    var status = stat()
    try checked { stat(".", &status) }
    // A checkout can lie where others may write.
    guard let found = try? TrustedDirectory.open(path) else { return }
    #expect(found.identity.inode == UInt64(status.st_ino))
  }

  @Test func `one that others may write to is refused, and so is all below it`() throws {
    try FileTree.with { folder in
      try folder.makeDirectory("a/b")
      let path = folder.path.appending("a")
      for mode in [0o777, 0o757] as [mode_t] {
        try checked { chmod(path.string, mode) }
        #expect(refusal(of: path) == .writable(path))
        #expect(refusal(of: path.appending("b")) == .writable(path))
        #expect(refusal(of: path.appending("b/../b")) == .writable(path))
      }
      try checked { chmod(path.string, 0o1777) }
      #expect(refusal(of: path.appending("b")) == nil)
    }
  }

  @Test func `what is no directory is refused`() throws {
    try FileTree.with { folder in
      try folder.write("x", to: "file")
      try folder.makeFIFO("fifo")
      try folder.symlink("loop", to: "loop")
      try folder.symlink("dangling", to: "none")
      for name in ["file", "fifo", "file/.."] {
        #expect(refusal(of: folder.path.appending(name)) != nil, "\(name)")
      }
      let loop = folder.path.appending("loop")
      #expect(refusal(of: loop) == .failed(loop, .tooManySymbolicLinkLevels))
      let none = folder.path.appending("none")
      #expect(
        refusal(of: folder.path.appending("dangling")) == .failed(none, .noSuchFileOrDirectory))
    }
  }

  @Test func `a refusal leaves nothing open`() throws {
    try FileTree.with { folder in
      try folder.makeDirectory("a/b")
      try folder.write("x", to: "a/file")
      try checked { chmod(folder.path.appending("a").string, 0o777) }
      for name in ["a", "a/b", "a/none", "a/file"] {
        #expect(refusal(of: folder.path.appending(name)) != nil)
      }
      let own = folder.path.lastComponent?.string ?? ""
      var open = 0
      for number in 0..<1024 {
        let target = FilePath("/proc/self/fd/\(number)").linkTarget ?? []
        if String(decoding: target, as: UTF8.self).contains("/\(own)") { open += 1 }
      }
      #expect(open == 0)
    }
  }

  @Test func `a file is opened only if it is regular and others may not write to it`() throws {
    try FileTree.with { folder in
      try folder.write("x", to: "file")
      #expect(try refusal(of: "file", in: folder) == nil)
      let path = { (name: String) in folder.path.appending(name) }
      for mode in [0o602, 0o666] as [mode_t] {
        try checked { chmod(path("file").string, mode) }
        #expect(try refusal(of: "file", in: folder) == .writable(path("file")))
      }
      try folder.symlink("link", to: "file")
      #expect(try refusal(of: "link", in: folder) == .link(path("link")))
      try folder.makeFIFO("fifo")
      try folder.makeSocket("socket")
      try folder.makeDirectory("directory")
      for name in ["fifo", "socket", "directory"] {
        #expect(try refusal(of: name, in: folder) == .notRegular(path(name)))
      }
      #expect(
        try refusal(of: "none", in: folder) == .failed(path("none"), .noSuchFileOrDirectory))
    }
  }

  @Test(.needs(.chown)) func `what belongs to another user is refused`() throws {
    try FileTree.with { folder in
      try folder.write("x", to: "file")
      try folder.write("x", to: "a/b/file")
      let user = UserID(rawValue: OtherUser.number)
      let path = { (name: String) in folder.path.appending(name) }
      for name in ["file", "a/b"] {
        try checked { chown(path(name).string, OtherUser.number, OtherUser.number) }
      }
      #expect(try refusal(of: "file", in: folder) == .belongs(path("file"), user))
      #expect(refusal(of: path("a/b")) == .belongs(path("a/b"), user))
      // In a directory in which others may make names, whatever the name stands for.
      try checked { chmod(path("a").string, 0o1777) }
      try folder.symlink("a/link", to: folder.path)
      #expect(refusal(of: path("a/link")) == nil)
      try checked { lchown(path("a/link").string, OtherUser.number, OtherUser.number) }
      #expect(refusal(of: path("a/link")) == .belongs(path("a/link"), user))
    }
  }

  @Test(.enabled(if: geteuid() == 0, "needs root"))
  func `root has no group of its own`() throws {
    try FileTree.with { folder in
      try folder.write("x", to: "file")
      let path = folder.path.appending("file")
      try checked { chmod(path.string, 0o660) }
      #expect(try refusal(of: "file", in: folder) == .writable(path))
    }
  }

  @Test func `a second name counts only if others may make names there`() throws {
    try FileTree.with { folder in
      try folder.write("x", to: "file")
      try folder.link("file", as: "other")
      #expect(try refusal(of: "other", in: folder) == nil)
      try checked { chmod(folder.path.string, 0o1777) }
      #expect(
        try refusal(of: "other", in: folder) == .otherNames(folder.path.appending("other")))
    }
  }

  @Test func `a new file replaces nothing, and only its own name is removed`() throws {
    try FileTree.with { folder in
      try folder.write("old", to: "taken")
      try folder.symlink("link", to: "elsewhere")
      for name in ["taken", "link"] {
        let path = folder.path.appending(name)
        #expect(throws: PathRefusal.failed(path, .fileExists)) { try ContentsFile(creating: path) }
      }
      let file = try ContentsFile(creating: folder.path.appending("new"))
      try checked { unlink(folder.path.appending("new").string) }
      try folder.write("another", to: "new")
      file.discard()
      #expect(try folder.bytes(of: "new") == Array("another".utf8))
      #expect(try Set(folder.names) == ["taken", "link", "new"])
    }
  }
}
