private import CLinux
package import SystemPackage

/// The seals of a file: what no process can do with it any more.
///
/// Only a memfd can get some. The C function is `fcntl` with `F_GET_SEALS`.
package struct FileSeals: OptionSet, Hashable, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// It cannot become shorter: `F_SEAL_SHRINK`.
  package static let shrink = FileSeals(rawValue: clinux_seal_shrink)
  /// It cannot become longer: `F_SEAL_GROW`.
  package static let grow = FileSeals(rawValue: clinux_seal_grow)
  /// It cannot be written: `F_SEAL_WRITE`, or `F_SEAL_FUTURE_WRITE` for new descriptors.
  package static let write = FileSeals(rawValue: clinux_seal_write | clinux_seal_future_write)

  /// The seals of an open file; none for one that cannot have any.
  package init(of file: FileDescriptor) { rawValue = max(0, clinux_seals(file.rawValue)) }
}
