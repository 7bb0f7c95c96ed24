internal import ArgumentParser
internal import Contents
internal import Kernel
internal import Formatting
internal import Operations
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// A directory for copies of segments, as given on the command line.
struct DirectoryArgument {
  private let path: FilePath

  /// Throws if the argument does not name a directory.
  init(_ argument: String) throws {
    path = FilePath().appending(bytes: RawArguments.bytes(of: argument))
    if path.isEmpty { throw ValidationError("expected the name of a directory.") }
  }

  /// A backup that saves copies in the directory, which is created if needed.
  ///
  /// With `canAsk`, and a terminal to ask on, the user is asked about side effects that are not accepted.
  func backup(
    accepting accepted: AccessMethod.SideEffects, canAsk: Bool, of snapshot: Snapshot
  ) throws(ExitCode) -> Backup {
    let canAsk = canAsk && Confirmation.canBeAsked
    do throws(BackupError) {
      return Backup(
        in: try BackupDirectory(path, isCreated: true), accepting: accepted,
        metadata: snapshot.writeMetadata,
        consent: { canAsk && ContentsConsent.ask(about: $0, $1) },
        while: { !Interrupt.isRequested })
    } catch {
      StandardError.complain(DisplayText(error, in: .current))
      throw .failure
    }
  }
}
