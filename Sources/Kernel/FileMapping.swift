private import Glibc
package import SystemPackage

/// A read-only mapping of the first page of a file, for the lifetime of the value.
///
/// It is never read, so that no page is allocated, and a file that shrinks does no harm.
package final class FileMapping {
  private let address: UnsafeMutableRawPointer

  /// The C function is `mmap` with `MAP_SHARED`.
  package init(ofStartOf file: FileDescriptor) throws(Errno) {
    let address = try syscall {
      Int(
        bitPattern: mmap(
          nil, Self.length, PROT_READ, MAP_SHARED | MAP_NORESERVE, file.rawValue, 0))
    }
    guard let address = UnsafeMutableRawPointer(bitPattern: address) else { throw .noMemory }
    self.address = address
  }

  deinit { munmap(address, Self.length) }

  private static let length = 4096
}
