internal import ArgumentParser
internal import Formatting
internal import Operations
internal import SafeText
internal import SharedMemory

/// The options of all commands that change one segment.
struct ChangeOptions: ParsableArguments {
  @Flag(help: "Do not record the change in the system log.")
  var noLog = false

  @OptionGroup var protection: ReadOnlyOption

  /// Records an act in the system log, unless that is off.
  func record(_ act: Act, _ segment: Segment, _ format: FormatOptions) {
    guard !noLog else { return }
    var log = AuditLog()
    log.record(act: DisplayText(recordOf: act, segment, by: .current, format))
    log.complainIfStuck()
  }
}

extension AuditLog {
  /// Says on standard error that a change is missing from the log, if one is.
  func complainIfStuck() {
    if isStuck {
      StandardError.complain("the system log does not accept messages; the change was not recorded")
    }
  }
}
