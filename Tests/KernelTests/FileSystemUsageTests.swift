import SystemPackage
import TestSupport
import Testing

@testable import Kernel

/// File systems, as the kernel describes them.
struct FileSystemUsageTests {
  @Test func `dev shm is a tmpfs and proc is proc`() throws {
    let shm = try DirectoryStream.open("/dev/shm")
    defer { try? shm.close() }
    #expect(try FileSystemUsage(of: shm).type == .tmpfs)
    let proc = try DirectoryStream.open("/proc/self")
    defer { try? proc.close() }
    let usage = try FileSystemUsage(of: proc)
    #expect(usage.type == .proc)
    #expect(usage.size == nil)
    #expect(usage.used == nil)
    #expect(usage.inodes == nil)
  }

  @Test func `the use of a tmpfs is the same by its device as by its files`() throws {
    let shm = try DirectoryStream.open("/dev/shm")
    defer { try? shm.close() }
    let device = try FileStatus(of: shm).identity.device
    let mount = try MountTable(root: "/").mounts.first { $0.device == device }
    // Not every architecture has the call. Other tests change the use in between.
    guard let mount, let used = FileSystemUsage.used(by: mount) else { return }
    let usage = try FileSystemUsage(of: shm)
    #expect(used <= usage.size ?? 0)
  }

  @Test(arguments: ["btrfs", "ramfs", "tmpfs2"])
  func `the use of another file system is not known by its device`(type: String) throws {
    let mount = try #require(
      MountTable(Array("30 25 0:27 / /dev/shm rw - \(type) none rw,size=4k".utf8)).mounts.first)
    #expect(FileSystemUsage.used(by: mount) == nil)
  }

  @Test(arguments: ["size=0k", "size=1", "size=xk", "size=k"])
  func `a size that the kernel would not write is unknown`(size: String) throws {
    let shm = try DirectoryStream.open("/dev/shm")
    defer { try? shm.close() }
    let device = try FileStatus(of: shm).identity.device
    let line = "30 25 \(device >> 8 & 0xfff):\(device & 0xff) / /dev/shm rw - tmpfs none rw,\(size)"
    let mount = try #require(MountTable(Array(line.utf8)).mounts.first)
    #expect(FileSystemUsage.used(by: mount) == nil)
  }
}
