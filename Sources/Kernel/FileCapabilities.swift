private import CLinux
private import Glibc
package import SystemPackage

/// The capabilities that the program has from its file, and not from the user who started it: see setcap(8).
///
/// They are in effect only during calls of ``use(for:_:)``. Everything else is done with the rights of the user,
/// above all what concerns files that the user names.
///
/// Why: Decisions/94-capabilities-of-the-file.md
package enum FileCapabilities {
  /// What the program does with them.
  package struct Purposes: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// To list segments, to find their holders and to read their bytes.
    package static let reading = Purposes(rawValue: 1)
    /// To remove segments.
    package static let removing = Purposes(rawValue: 2)

    /// Those that can help; the program never uses another one.
    package var capabilities: Set<Capability> {
      var all: Set<Capability> = []
      if contains(.reading) {
        all.formUnion([
          .readAnyFile, .fileOwner, .ipcOwner, .processTracing, .systemAdministration, .fileLease,
          .checkpointRestore,
        ])
      }
      if contains(.removing) {
        all.formUnion([.accessAnyFile, .fileOwner, .systemAdministration, .fileLease])
      }
      return all
    }
  }

  /// Whether the program can have capabilities from its file.
  ///
  /// Root has all its capabilities by being root. A user who got some from a login or a service manager has them
  /// in every program, so that they are no more than the user's own.
  static let canExist = clinux_is_secure_execution() != 0 && getuid() != 0

  /// Drops those that no purpose needs, for ever, and takes the others out of effect.
  ///
  /// The caller must be the only thread. The first call also keeps other programs of the user out of this one.
  /// The C functions are `capset` and `prctl`.
  package static func dropAll(exceptFor purposes: Purposes) throws(Errno) {
    guard canExist else { return }
    // Afterwards it could not be opened.
    _ = OwnMemory.opened
    try syscall { clinux_seal_process() }
    let kept = clinux_permitted_capabilities() & purposes.capabilities.bits
    try syscall { clinux_set_capabilities(kept, 0) }
  }

  /// Calls a function with those in effect that the purpose needs and that are left.
  ///
  /// They are in effect in the calling thread and in those that it starts meanwhile.
  package static func use<Value, Failure: Error>(
    for purposes: Purposes, _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    guard canExist else { return try body() }
    let permitted = clinux_permitted_capabilities()
    let before = clinux_effective_capabilities() & permitted
    _ = clinux_set_capabilities(
      permitted, before | permitted & purposes.capabilities.bits)
    defer {
      precondition(clinux_set_capabilities(permitted, before) == 0, "capabilities stay in effect")
    }
    return try body()
  }
}
