extension Segment {
  /// The number of a System V segment.
  package var shmID: ShmID? {
    if case .systemV(let identity) = identity { identity.shmID } else { nil }
  }

  /// The key of a System V segment; ``IPCKey/private`` also once it is removed.
  package var key: IPCKey? {
    if case .systemV(let identity) = identity { identity.key } else { nil }
  }

  /// The name of a POSIX segment or semaphore.
  package var name: ShmName? {
    if case .posix(let name, _) = identity { name } else { nil }
  }

  /// The file of a POSIX segment or semaphore.
  package var file: FileIdentity? {
    if case .posix(_, let file) = identity { file } else { nil }
  }

  /// Whether the name is gone while the memory stays until the last holder lets go.
  package var isRemoved: Bool { kind == .systemV && mode.isRemoved }

  /// Whether it is locked in memory.
  ///
  /// `nil` for POSIX, where only processes lock their mappings.
  package var isLocked: Bool? { kind == .systemV ? mode.isLocked : nil }

  /// What is known of the application that made it, by its name or key alone.
  package var application: Catalogue.Entry? { Catalogue.entry(of: self) }

  /// The nearest to a birth that the kernel keeps: the birth of a file, the `shm_ctime` of a
  /// System V segment.
  package var born: Timestamp? { times.create ?? times.change }
}
