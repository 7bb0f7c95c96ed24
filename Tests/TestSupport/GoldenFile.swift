private import Glibc
package import SystemPackage

/// A text file beside the tests that holds what a test expects.
///
/// With `UPDATE_SCREENS=1` in the environment, a file that differs is written anew. The test that
/// wrote it fails all the same: such a run never passes for a run that compared.
package struct GoldenFile: Sendable {
  package let path: FilePath

  package init(_ path: FilePath) { self.path = path }

  /// Whether the environment asks for files to be written.
  package static var isUpdating: Bool {
    guard let value = getenv("UPDATE_SCREENS") else { return false }
    return strcmp(value, "1") == 0
  }

  /// Compares a text, which ends with a newline, with the file.
  ///
  /// - Returns: `nil` if they are equal, else what a test is to report.
  package func difference(
    from drawn: String, isUpdating: Bool = Self.isUpdating
  ) throws -> String? {
    let expected = try content()
    if expected == drawn { return nil }
    let name = path.lastComponent?.string ?? path.string
    if isUpdating {
      try write(drawn)
      return "wrote \(name); run again without UPDATE_SCREENS"
    }
    guard let expected else {
      return "there is no \(name); UPDATE_SCREENS=1 writes it\n" + drawn
    }
    return "\(name) differs in the rows marked with >; UPDATE_SCREENS=1 writes it anew\n"
      + Self.marked("expected", expected, against: drawn)
      + Self.marked("drawn", drawn, against: expected)
  }

  /// The lines of a text, with a mark before each that another text does not have in its place.
  private static func marked(_ title: String, _ text: String, against other: String) -> String {
    let (lines, others) = (lines(of: text), lines(of: other))
    return "-- \(title) --\n"
      + lines.enumerated().map { index, line in
        (index < others.count && others[index] == line ? "  " : "> ") + line + "\n"
      }.joined()
  }

  private static func lines(of text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The text of the file; `nil` if there is none.
  package func content() throws -> String? {
    let file: FileDescriptor
    do { file = try .open(path, .readOnly, options: .closeOnExec) } catch Errno
      .noSuchFileOrDirectory
    {
      return nil
    }
    return try file.closeAfter {
      var bytes: [UInt8] = []
      while true {
        let part = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
          count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        if part.isEmpty { break }
        bytes += part
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private func write(_ text: String) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate, .closeOnExec],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    try file.closeAfter { _ = try file.writeAll(Array(text.utf8)) }
  }
}
