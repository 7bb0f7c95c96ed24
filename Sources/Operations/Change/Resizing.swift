private import Glibc
internal import Kernel
package import SharedMemory
internal import SystemPackage

/// Sets the size of a segment.
///
/// A process that touches what was cut off gets SIGBUS, so a segment is shortened only if nothing holds it.
///
/// Why: Decisions/95-changes-of-a-segment.md
package enum Resizing {
  /// The error that a new size would throw, as far as that is certain without trying.
  ///
  /// The verdict of the segment must rest on a scan of processes.
  package static func check(
    _ target: ChangeTarget, of segment: Segment, to size: UInt64
  ) throws(ChangeError) {
    if let error = segment.resizingError { throw error }
    guard case .file(let file) = target else { throw .fixedSize }
    guard size <= UInt64(Int64.max) else { throw .failed(.fileTooLarge) }
    let old = try Self.size(of: file, asSeen: segment)
    if segment.kind == .memfd {
      // The file is closed with the last reference to it.
      let opened = try file.open(O_RDONLY)
      let seals = withExtendedLifetime(opened) { FileSeals(of: opened.file) }
      if size < old && seals.contains(.shrink) { throw .sealed(.shrink) }
      if size > old && seals.contains(.grow) { throw .sealed(.grow) }
    }
    guard size < old else { return }
    switch segment.verdict?.state {
    case .orphan, .idle: break
    case .inUse, .removed: throw .held
    case .unknown, nil: throw .mayBeHeld
    }
  }

  /// Sets the size, and returns the one before, which must be the one that was seen: whether bytes are lost
  /// depends on it.
  ///
  /// To shorten a file, the kernel must say that nothing has it open or mapped. It keeps every other program
  /// from opening it until that is done. The C function is `ftruncate`.
  package static func resize(
    _ target: ChangeTarget, of segment: Segment, to size: UInt64
  ) throws(ChangeError) -> UInt64 {
    try check(target, of: segment, to: size)
    guard case .file(let file) = target, let length = Int64(exactly: size) else { throw .fixedSize }
    let old = try Self.size(of: file, asSeen: segment)
    if size < old {
      try DelayedSignals.perform(delaying: DelayedSignals.stops) { () throws(ChangeError) in
        try shorten(file, from: old, to: length)
      }
    } else if size > old {
      let opened = try file.open(O_WRONLY)
      defer { withExtendedLifetime(opened) {} }
      try attempt { () throws(Errno) in try lengthen(opened.file, to: length) }
    }
    return old
  }

  /// Lets a file grow, and never cuts what another program makes longer in the same moment.
  ///
  /// Other file systems than a tmpfs may have no call for that. All memfds but those in huge pages are on one.
  private static func lengthen(_ file: FileDescriptor, to length: Int64) throws(Errno) {
    if try FileSystemUsage(of: file).type == .tmpfs {
      try file.lengthen(to: length)
    } else {
      try file.truncate(to: length)
    }
  }

  /// The size of a file, if it is the one that was seen; of some unlinked files none could be seen.
  private static func size(
    of file: ChangeableFile, asSeen segment: Segment
  ) throws(ChangeError) -> UInt64 {
    let size = try file.status().size
    guard segment.mode == nil || size == segment.size else { throw .changed }
    return size
  }

  private static func shorten(
    _ file: ChangeableFile, from old: UInt64, to length: Int64
  ) throws(ChangeError) {
    guard FileLease.areReliable else { throw .mayBeHeld }
    // Opened once before, so that a refused lease is told from a file that may not be written.
    _ = try file.open(O_WRONLY)
    let answer: FileLease?
    do throws(Errno) {
      answer = try FileLease.patiently { () throws(Errno) in
        try FileDescriptor.open(keepingAccessTimeOf: file.path, flags: O_WRONLY | O_NONBLOCK)
      }
    } catch {
      throw FileLease.isRefused(error) ? .mayBeHeld : ChangeError(error)
    }
    guard let lease = answer else { throw .held }
    let result = Result { () throws(ChangeError) in
      // From here on no other program can open it.
      guard try file.status().size == old else { throw .changed }
      try attempt { () throws(Errno) in try lease.truncate(to: length) }
    }
    lease.release()
    try result.get()
  }

  /// Here `EINVAL` means a size that the file cannot have, as with huge pages.
  private static func attempt(_ body: () throws(Errno) -> Void) throws(ChangeError) {
    do throws(Errno) { try body() } catch {
      throw error == .invalidArgument ? .failed(error) : ChangeError(error)
    }
  }
}

extension Segment {
  /// Why no segment of its kind can be resized; `nil` for a kind that can.
  package var resizingError: ChangeError? {
    switch kind {
    case .systemV: .fixedSize
    case .semaphore: .semaphore
    case .posix, .memfd: nil
    }
  }
}
