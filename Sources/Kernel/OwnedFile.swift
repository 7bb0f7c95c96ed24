package import SystemPackage

/// An open file that is closed with the last reference to it.
///
/// A thread that was left behind keeps its files open. Were they closed, their descriptors could stand
/// for other files when the thread goes on.
package final class OwnedFile: Sendable {
  private let owned: Lock<FileDescriptor?>
  /// Its descriptor, which must not be kept longer than this object.
  package let file: FileDescriptor

  package init(_ file: FileDescriptor) {
    self.file = file
    owned = Lock(file)
  }

  deinit { try? take()?.close() }

  /// Hands the file over to the caller, who has to close it; `nil` if that was done before.
  package func take() -> FileDescriptor? { owned.withLock { $0.take() } }
}
