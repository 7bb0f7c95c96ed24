private import CLinux

/// Whether two processes are one memory with two numbers.
package enum MemorySharing {
  /// Whether they have the same memory; `false` where the kernel does not say.
  ///
  /// The system call is `kcmp` with `KCMP_VM`.
  package static func share(_ one: ProcessID, _ other: ProcessID) -> Bool {
    clinux_share_memory(one.rawValue, other.rawValue) != 0
  }
}
