import Glibc
import Kernel
import SystemPackage
import TestSupport
import Testing

@Suite("A watch") struct ChangeWatchTests {
  private func isReadable(_ watch: ChangeWatch) -> Bool {
    var file = pollfd(fd: watch.file.rawValue, events: Int16(POLLIN), revents: 0)
    return poll(&file, 1, 0) == 1
  }

  @Test func `of a file reports what it is asked for, and when the file is freed`() throws {
    let segment = try TestSegment()
    defer { segment.remove() }
    let file = FileDescriptor(rawValue: try segment.open())
    let watch = try ChangeWatch(of: file, .closing)
    close(try segment.open())
    #expect(isReadable(watch))
    watch.clear()
    #expect(!isReadable(watch))
    segment.remove()
    watch.clear()
    #expect(!watch.isDeleted, "it is still open")
    try file.close()
    #expect(isReadable(watch))
    watch.clear()
    #expect(watch.isDeleted)
  }

  @Test func `of a file that is opened only is not disturbed by a close`() throws {
    let segment = try TestSegment()
    defer { segment.remove() }
    let other = try segment.open()
    let watch = try ChangeWatch(of: FileDescriptor(rawValue: other), .opening)
    close(other)
    #expect(!isReadable(watch))
    close(try segment.open())
    #expect(isReadable(watch))
  }

  @Test func `of a directory reports new names`() throws {
    let watch = try ChangeWatch(namesIn: "/dev/shm")
    watch.clear()
    let segment = try TestSegment()
    segment.remove()
    #expect(isReadable(watch))
    watch.clear()
    #expect(!watch.isDeleted)
  }
}
