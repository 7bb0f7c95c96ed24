internal import ArgumentParser
internal import SafeText
internal import Glibc

/// The option that takes every changing act away.
struct ReadOnlyOption: ParsableArguments {
  @Flag(help: "Change nothing: refuse what would. SHMTOP_READ_ONLY=1 does the same.")
  var readOnly = false

  /// Refuses where nothing may be changed.
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

  /// Whether nothing may be changed.
  var isOn: Bool { readOnly || Self.isDemandedByEnvironment }

  /// Whatever is not plainly a no is a yes.
  private static var isDemandedByEnvironment: Bool {
    getenv("SHMTOP_READ_ONLY").map { !["", "0"].contains(String(cString: $0)) } ?? false
  }
}
