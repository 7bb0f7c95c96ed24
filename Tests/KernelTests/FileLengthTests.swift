import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Kernel

@Suite("Making a file longer") struct FileLengthTests {
  @Test func `never makes it shorter, and leaves a hole but for the last page`() throws {
    try Fixture.with(in: "/dev/shm") { fixture in
      try fixture.tree.write("x", to: "file")
      let file = try FileDescriptor.open(fixture.root.appending("file"), .readWrite)
      defer { try? file.close() }
      try file.lengthen(to: 100_000)
      let status = try FileStatus(of: file)
      #expect(status.size == 100_000)
      #expect(status.allocated <= 2 * UInt64(getpagesize()))
      try file.lengthen(to: 50_000)
      #expect(try FileStatus(of: file).size == 100_000)
    }
  }
}
