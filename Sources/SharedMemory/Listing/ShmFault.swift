package import Kernel
package import SystemPackage

/// Something wrong with the file system at `/dev/shm`.
package enum ShmFault: Hashable, Sendable {
  /// It is not a tmpfs: its files are on a disk, or in RAM without a limit.
  case notTmpfs(FileSystemUsage.FileSystemType)
  /// Mounts at the same path lie below it: what is in them cannot be reached by a name.
  ///
  /// The bytes are those that they use.
  case covers(ByteEstimate)
  /// It is mounted read-only: no segment can be created or removed.
  case readOnly
  /// The mode of the directory is not 1777, as all users need it.
  case mode(FileMode)
  /// It is mounted `noexec`: segments cannot be mapped for execution.
  case noExec

  /// Whether it may need action; many containers have `noexec` by design.
  package var isAlarming: Bool { self != .noExec }

  /// Whether it explains why segments are missing from a list, or why others are in it.
  package var affectsListing: Bool {
    switch self {
    case .notTmpfs, .covers: true
    case .readOnly, .mode, .noExec: false
    }
  }

  /// What is wrong with `/dev/shm`, the worst first; `mounts` is `nil` if it could not be read.
  ///
  /// A covered mount that is known to be empty is none.
  static func faults(of listing: POSIXDirectory.Listing, _ mounts: MountTable?) -> [ShmFault] {
    var faults: [ShmFault] = []
    if let usage = listing.usage, usage.type != .tmpfs { faults.append(.notTmpfs(usage.type)) }
    let covered = mounts?.covered(at: Array("/dev/shm".utf8)) ?? []
    let hidden = covered.reduce(ByteEstimate.zero) { sum, mount in
      sum + (FileSystemUsage.used(by: mount).map { .exactly($0) } ?? .unknown)
    }
    if hidden != .zero { faults.append(.covers(hidden)) }
    if listing.usage?.isReadOnly == true { faults.append(.readOnly) }
    if let mode = listing.mode, mode.rawValue & 0o7777 != 0o1777 { faults.append(.mode(mode)) }
    if listing.usage?.isNoExec == true { faults.append(.noExec) }
    return faults
  }
}
