internal import SharedMemory

extension ShmFault {
  /// The sorts of faults, for programs.
  enum Code: CaseIterable {
    case notTmpfs, covers, readOnly, mode, noExec

    /// A fixed word for it.
    var constant: StaticString {
      switch self {
      case .notTmpfs: "not-tmpfs"
      case .covers: "covers"
      case .readOnly: "read-only"
      case .mode: "mode"
      case .noExec: "noexec"
      }
    }
  }

  /// Its sort.
  var code: Code {
    switch self {
    case .notTmpfs: .notTmpfs
    case .covers: .covers
    case .readOnly: .readOnly
    case .mode: .mode
    case .noExec: .noExec
    }
  }
}
