private import CLinux

/// A time in which no fatal signal ends the program, so that a removal is not cut short.
///
/// The handler of a fatal signal waits for its end, but for one second at most.
///
/// Why: Decisions/31-removal-and-signals.md
package enum ShutdownHold {
  /// Performs an act under the hold; `false`, without performing it, if the program is ending.
  ///
  /// The act should take less than a second. One thread at a time may hold.
  package static func perform<Failure>(
    _ act: () throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    guard clinux_hold_shutdown() != 0 else { return false }
    defer { clinux_release_shutdown() }
    try act()
    return true
  }
}
