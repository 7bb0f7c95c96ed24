internal import ArgumentParser
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SystemPackage

/// A new file, as given on the command line.
struct FileArgument {
  private let path: FilePath
  /// Its name in messages.
  let name: DisplayText

  /// Throws if the argument does not name a file.
  init(_ argument: String) throws {
    let bytes = RawArguments.bytes(of: argument)
    path = FilePath().appending(bytes: bytes)
    name = DisplayText(escaping: bytes, in: .current)
    if path.isEmpty || bytes.last == UInt8(ascii: "/") {
      throw ValidationError("expected the name of a file.")
    }
  }

  /// Creates the file, or reports an error and ends the program.
  func create() throws(ExitCode) -> ContentsFile {
    do throws(PathRefusal) { return try ContentsFile(creating: path) } catch {
      StandardError.complain(DisplayText(error, in: .current))
      throw .failure
    }
  }
}
