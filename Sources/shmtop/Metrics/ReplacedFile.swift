internal import ArgumentParser
internal import Contents
internal import Formatting
internal import Kernel
internal import SafeText
internal import SystemPackage

/// A file that all users may read and that each run replaces, as given on the command line.
///
/// Why: Decisions/91-a-file-for-another-user.md
struct ReplacedFile {
  private let directory: FilePath
  private let name: [UInt8]

  /// Throws if the argument does not name a file.
  init(_ argument: String) throws {
    let bytes = RawArguments.bytes(of: argument)
    let path = FilePath().appending(bytes: bytes)
    guard let last = path.lastComponent, last.kind == .regular, bytes.last != UInt8(ascii: "/")
    else { throw ValidationError("expected the name of a file.") }
    directory = path.removingLastComponent()
    name = FilePath(root: nil, components: last).bytes
  }

  /// Puts these bytes in its place at once, or reports an error and ends the program.
  func write(_ bytes: [UInt8]) throws(ExitCode) {
    do throws(PathRefusal) {
      try TrustedDirectory.open(directory, ofAnyOwner: true).replace(
        name, with: bytes,
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
    } catch {
      StandardError.complain(DisplayText(error, in: .current))
      throw .failure
    }
  }
}
