import Glibc
import SystemPackage
import Testing

@testable import Kernel

struct DescriptorInfoTests {
  private func info(_ text: String) -> DescriptorInfo { DescriptorInfo(Array(text.utf8)) }

  @Test func `a socket has the number of descriptors in flight`() {
    let info = info("pos:\t0\nflags:\t02\nmnt_id:\t10\nino:\t115851\nscm_fds: 3\n")
    #expect(info.inFlight == 3)
    #expect(info.mount == 10)
    #expect(info.registered.isEmpty)
  }

  @Test func `a ring has the paths of its files, unescaped`() {
    let info = info(
      """
      pos:\t0
      mnt_id:\t17
      UserFiles:\t3
          1: /dev/shm/a\\040b
          2: /dev/shm/c\\040(deleted)
      UserBufs:\t0
          1: /not/a/file
      PollList:

      """)
    #expect(info.tellsRegistered)
    #expect(
      info.registered.map { String(decoding: $0, as: UTF8.self) } == [
        "/dev/shm/a b", "/dev/shm/c (deleted)",
      ])
  }

  @Test func `a ring in use does not tell its files`() {
    #expect(!info("pos:\t0\nmnt_id:\t17\nSqMask:\t0x3\n").tellsRegistered)
  }

  @Test(arguments: ["", "\n\n", "UserFiles:", "UserFiles:\t1\n    1:", "scm_fds: x", "mnt_id:\t-1"])
  func `damaged text gives nothing`(text: String) {
    let info = info(text)
    #expect(info.inFlight == 0)
    #expect(info.mount == nil)
    let isEmpty = info.registered.allSatisfy(\.isEmpty)
    #expect(isEmpty)
  }

  @Test func `an open file has the mount of its directory`() throws {
    let directory = try DirectoryStream.open("/proc/self")
    defer { try? directory.close() }
    let mounts = try MountTable(root: "/").mounts
    let mount = try DescriptorInfo(of: directory).mount
    let proc = mounts.last { $0.point == Array("/proc".utf8) }
    #expect(proc?.id == mount)
  }

  @Test func `the Unix sockets of the namespace are found by their inodes`() throws {
    var sockets: [Int32] = [0, 0]
    #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &sockets) == 0)
    defer { sockets.forEach { close($0) } }
    let inode = try FileStatus(of: FileDescriptor(rawValue: sockets[0])).identity.inode
    let isKnown = try UnixSockets(root: "/").inodes.contains(inode)
    #expect(isKnown)
    let damaged = UnixSockets(Array("Num RefCount Protocol Flags Type St Inode Path\nx y\n".utf8))
    #expect(damaged.inodes == [])
  }
}
