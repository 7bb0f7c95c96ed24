package import Kernel

extension Segment {
  /// The time stamps of a segment; each is `nil` if the kernel does not keep it or it was never
  /// set.
  package struct Times: Hashable, Sendable {
    // A file has no attach and detach times, and a System V segment no creation and modification times, so each
    // pair shares a place. Nanoseconds are apart from seconds, as three `Timestamp?` would take 48 bytes.
    private var createOrAttachSeconds: Int64 = 0
    private var modifyOrDetachSeconds: Int64 = 0
    private var changeSeconds: Int64 = 0
    private var createOrAttachNanoseconds = UInt32.unused
    private var modifyOrDetachNanoseconds = UInt32.unused
    private var changeNanoseconds = UInt32.unused
    private var areOfFile = true

    /// No times.
    package init() {}

    private init(
      _ createOrAttach: Timestamp?, _ modifyOrDetach: Timestamp?, _ change: Timestamp?,
      areOfFile: Bool
    ) {
      createOrAttachSeconds = createOrAttach?.seconds ?? 0
      createOrAttachNanoseconds = createOrAttach?.nanoseconds ?? .unused
      modifyOrDetachSeconds = modifyOrDetach?.seconds ?? 0
      modifyOrDetachNanoseconds = modifyOrDetach?.nanoseconds ?? .unused
      changeSeconds = change?.seconds ?? 0
      changeNanoseconds = change?.nanoseconds ?? .unused
      self.areOfFile = areOfFile
    }

    /// The times of a file.
    package static func file(
      create: Timestamp? = nil, change: Timestamp? = nil, modify: Timestamp? = nil
    ) -> Times {
      Times(create, modify, change, areOfFile: true)
    }

    /// The times of a System V segment.
    package static func systemV(
      attach: Timestamp? = nil, detach: Timestamp? = nil, change: Timestamp? = nil
    ) -> Times {
      Times(attach, detach, change, areOfFile: false)
    }

    /// When it was created, `stx_btime`.
    ///
    /// System V does not keep it.
    package var create: Timestamp? { areOfFile ? createOrAttach : nil }
    /// When it was last written or resized through a descriptor (`st_mtime`).
    ///
    /// The first store to each page through a mapping moves it too, later ones do not. So it proves that
    /// the segment was written then, and not that it has not been written since.
    package var modify: Timestamp? { areOfFile ? modifyOrDetach : nil }
    /// When it was last attached (System V `shm_atime`).
    package var attach: Timestamp? { areOfFile ? nil : createOrAttach }
    /// When it was last detached (System V `shm_dtime`).
    package var detach: Timestamp? { areOfFile ? nil : modifyOrDetach }
    /// When it was created or its owner or mode changed: System V `shm_ctime`, POSIX `st_ctime`.
    package var change: Timestamp? { Self.time(changeSeconds, changeNanoseconds) }

    private var createOrAttach: Timestamp? {
      Self.time(createOrAttachSeconds, createOrAttachNanoseconds)
    }
    private var modifyOrDetach: Timestamp? {
      Self.time(modifyOrDetachSeconds, modifyOrDetachNanoseconds)
    }

    private static func time(_ seconds: Int64, _ nanoseconds: UInt32) -> Timestamp? {
      if nanoseconds == .unused { return nil }
      return Timestamp(seconds: seconds, nanoseconds: nanoseconds)
    }

    /// The latest of the time stamps; `nil` if the kernel keeps none.
    ///
    /// A modification time after `now` is ignored: the owner of a file can set it to any time.
    package func latest(at now: Timestamp) -> Timestamp? {
      var latest = create
      let modify = modify.flatMap { $0 > now ? nil : $0 }
      for case let time? in [attach, detach, change, modify] {
        latest = max(latest ?? time, time)
      }
      return latest
    }

    /// The birth time of a file; for a System V segment `shm_ctime`, which comes closest to it.
    package var birth: Timestamp? { create ?? change }
  }
}
