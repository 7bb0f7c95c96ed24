internal import ArgumentParser
internal import SafeText
internal import Glibc

/// The option that forbids every change.
struct ReadOnlyOption: ParsableArguments {
  @Flag(help: "Refuse every command that would change something. SHMTOP_READ_ONLY=1 does the same.")
  var readOnly = false

  /// Throws if changes are forbidden.
  func demandChanges(to act: StaticString) throws(ExitCode) {
    guard isOn else { return }
    var text = DisplayText()
    text.append(literal: act)
    text.append(literal: ": not while read-only (")
    text.append(readOnly ? "--read-only" : "SHMTOP_READ_ONLY")
    text.append(literal: ")")
    StandardError.complain(text)
    throw .failure
  }

  /// Whether changes are forbidden.
  var isOn: Bool { readOnly || Self.isDemandedByEnvironment }

  /// Any value except an empty one and 0 counts as yes.
  private static var isDemandedByEnvironment: Bool {
    getenv("SHMTOP_READ_ONLY").map { !["", "0"].contains(String(cString: $0)) } ?? false
  }
}
