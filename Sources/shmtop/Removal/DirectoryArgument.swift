internal import ArgumentParser
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// A directory for copies of segments, as given on the command line.
struct DirectoryArgument {
  private let path: FilePath

  /// Throws if the argument does not name a directory.
  init(_ argument: String) throws {
    path = FilePath().appending(bytes: RawArguments.bytes(of: argument))
    if path.isEmpty { throw ValidationError("it takes the name of a directory.") }
  }

  /// Copies in the directory, which is created if needed.
  func copies(
    accepting accepted: AccessMethod.SideEffects, canAsk: Bool, of snapshot: Snapshot
  ) throws(ExitCode) -> Backup {
    let copies = Backup(
      directory: path, accepted: accepted, canAsk: canAsk && Confirmation.canBeAsked,
      snapshot: snapshot)
    do throws(Backup.Failure) { try copies.prepare() } catch {
      StandardError.complain(error.text)
      throw .failure
    }
    return copies
  }
}
