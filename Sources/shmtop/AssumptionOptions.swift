internal import ArgumentParser
internal import Kernel
internal import Formatting
internal import SharedMemory
internal import SystemPackage

/// The option `--assume-clear`: processes that are assumed to hold nothing if they cannot be read.
struct AssumptionOptions: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      Assume that processes that cannot be read hold nothing: the process with this PID, those of a \
      user (NAME or uid:NUMBER), or 'outside' for those beyond this PID namespace.
      """, valueName: "who"),
    transform: { try Self.item($0) })
  var assumeClear: [Assumptions.Item] = []

  var assumptions: Assumptions { Assumptions(assumeClear) }

  private static func item(_ argument: String) throws -> Assumptions.Item {
    let bytes = RawArguments.bytes(of: argument)
    if argument == "outside" { return .outside }
    if let process = ProcessID(digits: bytes) { return .process(process) }
    if bytes.starts(with: Array("uid:".utf8)), let number = UInt32(argument.dropFirst(4)) {
      return .user(UserID(rawValue: number))
    }
    if let user = Accounts.Source.system.userNamed(bytes) { return .user(user) }
    throw ValidationError(
      "expected a PID, the name of a user, uid:NUMBER or 'outside'.")
  }
}
