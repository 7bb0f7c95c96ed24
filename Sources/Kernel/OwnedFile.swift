package import SystemPackage

/// An open file that is closed with the last reference to it.
///
/// A thread that ``TimedWork`` left behind still uses its files. If they were closed, the kernel could
/// give their descriptors to other files before the thread goes on.
package final class OwnedFile: Sendable {
  private let owned: Lock<FileDescriptor?>
  /// Its descriptor, which must not be kept longer than this object.
  package let file: FileDescriptor

  package init(_ file: FileDescriptor) {
    self.file = file
    owned = Lock(file)
  }

  deinit { try? take()?.close() }

  /// Hands the file over to the caller, who must close it; `nil` if it was handed over before.
  package func take() -> FileDescriptor? { owned.withLock { $0.take() } }
}
