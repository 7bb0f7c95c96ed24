internal import ArgumentParser
internal import Formatting
internal import Operations
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// Arguments in the words that the forms of the monitor take too.
///
/// Why: Decisions/100-one-reading-of-what-is-typed.md
enum TypedArgument {
  /// A number of bytes: a size, an offset or a length.
  static func bytes(_ argument: String) throws -> UInt64 {
    try read(argument) { text throws(TypedProblem) in try ByteCount(typed: text).bytes }
  }

  /// A mode in octal digits.
  static func permissions(_ argument: String) throws -> FilePermissions {
    try read(argument) { text throws(TypedProblem) in try FilePermissions(typed: text) }
  }

  /// `USER` or `USER:GROUP`.
  static func owner(_ argument: String) throws -> NewOwner {
    try read(argument) { text throws(TypedProblem) in try NewOwner(typed: text, in: .system) }
  }

  /// The name of a segment that is to be created.
  static func newName(_ argument: String) throws -> SegmentMetadata.Name {
    try read(argument) { text throws(TypedProblem) in try SegmentMetadata.Name(typed: text) }
  }

  private static func read<Value>(
    _ argument: String, _ body: ([UInt8]) throws(TypedProblem) -> Value
  ) throws -> Value {
    do throws(TypedProblem) { return try body(RawArguments.bytes(of: argument)) } catch {
      throw ValidationError("\(error.text.string).")
    }
  }
}
