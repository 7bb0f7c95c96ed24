import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Contents
@testable import Kernel

/// Saving bytes to a file.
struct SaveTests {
  private func open(_ made: TestSegment) throws -> ContentsReader {
    let segment = try #require(RealHost.segment(named: made.name))
    return try ContentsReader.open(segment, accepting: .nothing)
  }

  private func withPath(_ body: (FilePath) throws -> Void) throws {
    let path = FilePath("/tmp").appending(Unique.name())
    defer { FileTree.remove(path) }
    try body(path)
  }

  private func bytes(of path: FilePath) throws -> [UInt8] {
    let file = try FileDescriptor.open(path, .readOnly)
    defer { try? file.close() }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
    return Array(bytes.prefix(count))
  }

  @Test func `a range is saved to its last byte, even if that is in a hole`() throws {
    try TestSegment.with(size: 1 << 20) { made in
      try made.write([1, 2, 3], at: 4095)
      try withPath { path in
        let outcome = try open(made).save(4096..<40_000, to: path) { _ in true }
        #expect(outcome == SaveOutcome(count: 35_904))
        #expect(try bytes(of: path) == [2, 3] + [UInt8](repeating: 0, count: 35_902))
      }
    }
  }

  @Test func `an existing file is left unchanged`() throws {
    try TestSegment.with(size: 4096) { made in
      try TestSegment.with(size: 10) { other in
        let outcome = try open(made).save(0..<4096, to: other.path) { _ in true }
        #expect(
          outcome == SaveOutcome(count: 0, problem: .notCreated(.failed(other.path, .fileExists))))
        #expect(try FileStatus(of: #require(other.file)).size == 10)
      }
    }
  }

  @Test func `a save that is stopped keeps the bytes written so far`() throws {
    try TestSegment.with(size: 1 << 20) { made in
      try made.write([UInt8](repeating: 7, count: 1 << 20))
      try withPath { path in
        var progress: ContentsProgress?
        let outcome = try open(made).save(0..<(1 << 20), to: path) {
          progress = $0
          return false
        }
        let count = try #require(progress?.done)
        #expect(outcome == SaveOutcome(count: count, problem: .stopped))
        #expect(count > 0 && count < 1 << 20)
        #expect(try bytes(of: path) == [UInt8](repeating: 7, count: Int(count)))
      }
    }
  }

  @Test func `a segment that shrinks during a save is reported`() throws {
    try TestSegment.with(size: 1 << 20) { made in
      try made.write([UInt8](repeating: 7, count: 1 << 20))
      try withPath { path in
        let outcome = try open(made).save(0..<(1 << 20), to: path) { _ in
          (try? made.resize(to: 300_000)) != nil
        }
        #expect(outcome == SaveOutcome(count: 300_000, problem: .shrank))
        #expect(try bytes(of: path).count == 300_000)
      }
    }
  }

  @Test func `a file that cannot be created is reported`() throws {
    try TestSegment.with(size: 1 << 20) { made in
      let outcome = try open(made).save(0..<4096, to: "/proc/none") { _ in true }
      #expect(outcome.problem == .notCreated(.failed("/proc/none", .noSuchFileOrDirectory)))
    }
  }

  @Test func `a file saved in /dev/shm is recognised as a segment`() throws {
    try TestSegment.with(size: 4096) { made in
      let path = FilePath("/dev/shm").appending(Unique.name())
      defer { FileTree.remove(path) }
      let outcome = try open(made).save(0..<4096, to: path) { _ in true }
      #expect(outcome == SaveOutcome(count: 4096, isSegment: true))
    }
  }
}
