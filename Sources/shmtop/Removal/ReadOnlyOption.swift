internal import ArgumentParser
internal import SafeText
internal import Glibc

/// The option `--read-only`, which forbids every change.
struct ReadOnlyOption: ParsableArguments {
  @Flag(help: "Refuse to change anything, as SHMTOP_READ_ONLY=1 does.")
  var readOnly = false

  /// Throws if changes are forbidden.
  func refuseIfReadOnly(_ act: StaticString) throws(ExitCode) {
    guard isOn else { return }
    var text = DisplayText()
    text.append(literal: act)
    text.append(literal: ": not permitted in read-only mode (")
    text.append(readOnly ? "--read-only" : "SHMTOP_READ_ONLY")
    text.append(literal: ")")
    StandardError.complain(text)
    throw .failure
  }

  /// Whether changes are forbidden.
  var isOn: Bool { readOnly || Self.isSetInEnvironment }

  /// Any value except an empty one and 0 counts as yes.
  private static var isSetInEnvironment: Bool {
    getenv("SHMTOP_READ_ONLY").map { !["", "0"].contains(String(cString: $0)) } ?? false
  }
}
