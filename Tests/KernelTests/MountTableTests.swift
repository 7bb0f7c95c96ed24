import SystemPackage
import TestSupport
import Testing

@testable import Kernel

/// Mounts, as `/proc/PID/mountinfo` lists them.
struct MountTableTests {
  private func table(_ text: String) -> MountTable { MountTable(Array(text.utf8)) }

  private static let line =
    #"36 25 0:27 /a\040b /dev/sh\134m rw,noexec shared:1 master:2 - tmpfs no\043ne rw,size=64k"#

  @Test func `a mount is parsed with its options and without escapes`() throws {
    let mount = try #require(table(Self.line + "\n").mounts.first)
    #expect(mount.id == 36)
    #expect(mount.parent == 25)
    #expect(mount.device == 27)
    #expect(mount.root == Array("/a b".utf8))
    #expect(mount.point == Array("/dev/sh\\m".utf8))
    #expect(mount.type == Array("tmpfs".utf8))
    #expect(mount.source == Array("no#ne".utf8))
    #expect(mount.options.contains("noexec"))
    #expect(!mount.options.contains("ro"))
    #expect(mount.superOptions.value(of: "size").map { Array($0) } == Array("64k".utf8))
    #expect(mount.superOptions.value(of: "rw") == nil)
    #expect(!mount.superOptions.contains("size"))
  }

  @Test func `a mount that a program serves has the user of the program`() throws {
    for (type, options, user) in [
      ("fuse.sshfs", "rw,user_id=1000,group_id=100,allow_other", 1000),
      ("fuseblk", "rw,user_id=0,group_id=0", 0), ("tmpfs", "rw,size=64k", nil),
      ("fuse", "rw,user_id=4294967296", nil),
    ] as [(String, String, UInt32?)] {
      let mount = try #require(table("40 1 0:31 / /x rw - \(type) a \(options)").mounts.first)
      #expect(mount.server?.rawValue == user, "\(options)")
    }
  }

  @Test func `a device is decimal, unlike in maps`() throws {
    let mount = try #require(table("1 1 254:300 / / rw - ext4 /dev/vda rw").mounts.first)
    // makedev(254, 300)
    #expect(mount.device == 0x10_fe2c)
  }

  @Test func `a mount without optional fields and with an empty source is parsed`() throws {
    let mount = try #require(table("40 1 0:31 / /x ro - tmpfs  rw").mounts.first)
    #expect(mount.source.isEmpty)
    #expect(mount.type == Array("tmpfs".utf8))
    #expect(mount.options.contains("ro"))
    #expect(mount.superOptions.contains("rw"))
  }

  @Test func `the options of a file system are the rest of the line, whatever is in it`() throws {
    let mount = try #require(table("40 1 0:31 / /x rw - fuse a rw,b=c - tmpfs d").mounts.first)
    #expect(mount.type == Array("fuse".utf8))
    #expect(
      mount.superOptions.value(of: "b").map { Array($0) } == Array("c - tmpfs d".utf8))
  }

  @Test(arguments: [
    (#"a\040b"#, "a b"), (#"\011\012\134\043"#, "\t\n\\#"), (#"\04"#, #"\04"#), (#"\"#, #"\"#),
    (#"\0q0"#, #"\0q0"#), (#"\777"#, #"\777"#), (#"\134040"#, #"\040"#), ("", ""),
    ("/a//deleted", "/a//deleted"),
  ])
  func `only complete escapes are decoded, once`(_ text: String, _ decoded: String) {
    #expect(MountTable.Mount.unescaped(Array(text.utf8)[...]) == Array(decoded.utf8))
  }

  @Test(arguments: [
    "", "\n", "36", "36 25 0:27 / /x rw", "36 25 0:27 / /x rw - tmpfs none",
    "x 25 0:27 / /x rw - tmpfs none rw", "36 25 027 / /x rw - tmpfs none rw",
    "36 25 0:1f / /x rw - tmpfs none rw", "36 25 0:27  /x rw - tmpfs none rw",
    "36 25 0:27 / /x rw -  none rw", "99999999999999999999 25 0:27 / /x rw - tmpfs none rw",
  ])
  func `a malformed line is skipped, and the next one is parsed`(_ line: String) {
    let table = table("\(line)\n\(Self.line)\n")
    #expect(table.mounts.map(\.id) == [36])
  }

  @Test(arguments: UInt64(1)...20)
  func `no bytes stop the parser`(seed: UInt64) {
    var random = RandomBytes(seed: seed)
    for _ in 0..<300 {
      let line = random.mutated(Array(Self.line.utf8))
      let table = MountTable(line + Array("\n\(Self.line)\n".utf8))
      #expect(table.mounts.last?.id == 36)
    }
  }

  @Test func `a mount is covered by one on top of it at the same path only`() {
    let table = table(
      """
      24 27 0:6 / /dev rw - devtmpfs devtmpfs rw
      25 24 0:23 / /dev/shm rw - tmpfs lowest rw
      30 25 0:27 / /dev/shm rw - tmpfs middle rw
      31 30 0:28 / /dev/shm rw - tmpfs top rw
      32 31 0:29 / /dev/shm/d rw - tmpfs inside rw
      33 24 0:30 / /dev/shm rw - tmpfs beside rw
      """)
    let sources = table.covered(at: Array("/dev/shm".utf8)).map { $0.source }
    #expect(sources == [Array("lowest".utf8), Array("middle".utf8)])
    #expect(table.covered(at: Array("/dev".utf8)).isEmpty)
  }

  @Test func `a mount that claims to be its own parent covers nothing`() {
    #expect(table("1 1 0:2 / / rw - rootfs rootfs rw").covered(at: Array("/".utf8)).isEmpty)
  }

  @Test func `the mounts of this process include the one of proc`() throws {
    let table = try MountTable(root: "/")
    #expect(
      table.mounts.contains { $0.point == Array("/proc".utf8) && $0.type == Array("proc".utf8) })
  }
}
