package import Kernel
package import SystemPackage

extension Segment {
  /// The ID of a System V segment; `nil` for other kinds.
  package var shmID: ShmID? {
    if case .systemV(let identity) = identity { identity.shmID } else { nil }
  }

  /// The key that a System V segment was created with; `nil` for other kinds.
  ///
  /// For a removed segment it is ``IPCKey/private``, unless the original key is known.
  package var key: IPCKey? {
    if case .systemV(let identity) = identity { originalKey ?? identity.key } else { nil }
  }

  /// The name of a POSIX segment or semaphore, even after removal; `nil` for other kinds.
  package var name: ShmName? {
    switch identity {
    case .posix(let name, _), .unlinked(let name, _): name
    case .systemV, .memfd: nil
    }
  }

  /// The label of a memfd, which need not be unique; `nil` for other kinds.
  package var label: [UInt8]? {
    if case .memfd(let label, _) = identity { label } else { nil }
  }

  /// The file of a segment; `nil` for System V.
  package var file: FileIdentity? {
    switch identity {
    case .posix(_, let file), .unlinked(_, let file), .memfd(_, let file): file
    case .systemV: nil
    }
  }

  /// Its file system, as `st_dev`; `nil` for a System V segment, unless it uses huge pages.
  package var device: UInt64? { file?.device ?? hugePages?.device }

  /// Whether its name is gone but its memory stays until the last holder releases it.
  ///
  /// A memfd never had a name.
  package var isRemoved: Bool {
    switch identity {
    case .systemV: mode?.isRemoved == true
    case .unlinked: true
    case .posix, .memfd: false
    }
  }

  /// Its permission bits, for a file with the set-ID and sticky bits; `nil` if its mode is not known.
  ///
  /// In the mode of a System V segment the higher bits mean something else: ``isRemoved`` and
  /// ``isLocked``.
  package var permissions: FilePermissions? {
    kind == .systemV ? mode?.accessPermissions : mode?.permissions
  }

  /// Whether its file has, or can have, other names.
  package var hasOtherNames: Bool { names.map { $0 > 1 } ?? true }

  /// Whether it has a name, key or ID by which it can be removed.
  package var hasName: Bool { !isRemoved && !kind.isUnnamed }

  /// Whether a file without a known holder can have one: the kernel says so, or not all was seen.
  package var isPossiblyHeld: Bool {
    isHeldAnywhere ?? (kind != .systemV && (verdict?.state ?? .unknown) == .unknown)
  }

  /// Whether a System V segment is locked in memory (`SHM_LOCK`).
  ///
  /// `nil` for files: processes lock their mappings of a file, not the file.
  package var isLocked: Bool? { kind == .systemV ? mode?.isLocked : nil }

  /// The attachments of a System V segment that were found in processes, and the kernel's count.
  ///
  /// `nil` if all were found, for other kinds, and without a scan of processes.
  package var missingAttachments: (found: UInt64, all: UInt64)? {
    guard kind == .systemV, let holders, let attachments else { return nil }
    let found = holders.reduce(UInt64(0)) { $0.addingSaturated($1.attachments) }
    return found < attachments ? (found, attachments) : nil
  }

  /// Its ``Times/latest(at:)``.
  package func latestTime(at now: Timestamp) -> Timestamp? { times.latest(at: now) }

  /// Its ``Times/birth``.
  package var birth: Timestamp? { times.birth }
}
