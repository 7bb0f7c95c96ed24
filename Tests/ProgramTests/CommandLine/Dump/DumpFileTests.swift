internal import Glibc
internal import TestSupport
internal import Testing

/// Bytes of segments in new files.
@Suite("dump to a file", .waits) struct DumpFileTests {
  @Test func `keeps holes, and is for its owner alone`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    try TestSegment.with(size: 1 << 36) { file in
      try file.write([1, 2, 3], at: 1 << 35)
      let outcome = try shmtop(
        "dump", "--format", "raw", "-O", "\(folder.path)/copy", "/\(file.name)")
      #expect(outcome.status == .exited(0), "\(outcome)")
      #expect(outcome.output.isEmpty && outcome.errors.isEmpty, "\(outcome)")
    }
    var status = stat()
    #expect(stat("\(folder.path)/copy", &status) == 0)
    #expect(status.st_size == 1 << 36)
    #expect(status.st_blocks * 512 < 1 << 20)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func `accepts hex as well`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let file = try TestSegment(size: 3, contents: Array("abc".utf8))
    defer { file.remove() }
    #expect(
      try shmtop("dump", "\(file.name)", "--output", "\(folder.path)/text").status == .exited(0))
    let text = try #require(folder.contents(of: "text"))
    #expect(String(decoding: text, as: UTF8.self).hasPrefix("00000000  61 62 63  "))
  }

  @Test func `does not touch existing files, and follows no links`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let (file, other) = (try TestSegment(), try TestSegment(size: 8, contents: [1, 2]))
    defer {
      file.remove()
      other.remove()
    }
    #expect(symlink("\(folder.path)/nowhere", "\(folder.path)/link") == 0)
    for path in ["/dev/shm/\(other.name)", "\(folder.path)/link", folder.path, "/dev/stdout"] {
      let outcome = try shmtop("dump", "--format", "raw", "-O", "\(path)", "\(file.name)")
      #expect(outcome.status == .exited(1), "\(outcome)")
      #expect(outcome.errorText.contains("\(path): already exists"), "\(outcome)")
    }
    #expect(
      try shmtop("dump", "--format", "raw", "\(other.name)").output == [1, 2, 0, 0, 0, 0, 0, 0])
    #expect(folder.contents(of: "nowhere") == nil)
  }

  @Test func `that cannot be made says why`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let outcome = try shmtop("dump", "-O", "/nowhere/at/all", "\(file.name)")
    #expect(outcome.status == .exited(1))
    #expect(outcome.errorText.contains("/nowhere/at/all: No such file"), "\(outcome)")
    for name in ["", "/tmp/none/"] as [Argument] {
      #expect(try shmtop("dump", "-O", name, "\(file.name)").status == .exited(64))
    }
  }

  @Test func `that may not grow keeps what it has, and says why`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let file = try TestSegment(size: 1 << 20, contents: Array(repeating: 1, count: 1 << 20))
    defer { file.remove() }
    let script: Argument = #"ulimit -f 64; exec "$0" dump --format raw -O "$1" "$2""#
    let outcome = try Command.run(
      ["sh", "-c", script, "\(Program.path())", "\(folder.path)/copy", "\(file.name)"])
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(outcome.errorText.contains("copy: File too large"), "\(outcome)")
    let copy = try #require(folder.contents(of: "copy"))
    #expect(!copy.isEmpty && copy.count < 1 << 20)
    #expect(copy.allSatisfy { $0 == 1 })
  }

  @Test func `gets no complaint, however few streams there are`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let file = try TestSegment(size: 3, contents: Array("abc".utf8))
    defer { file.remove() }
    let script: Argument = #"exec "$0" dump --offset 5 -O "$1" "$2" <&- >&- 2>&-"#
    let outcome = try Command.run(
      ["sh", "-c", script, "\(Program.path())", "\(folder.path)/copy", "\(file.name)"])
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(folder.contents(of: "copy") == Array("00000003\n".utf8))
  }
}
