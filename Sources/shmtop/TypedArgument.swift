internal import ArgumentParser
internal import Formatting
internal import Operations
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// Arguments that several commands read alike; most are read in the forms of the monitor too.
///
/// Why: Decisions/100-one-reading-of-what-is-typed.md
enum TypedArgument {
  /// A number of bytes: a size, an offset or a length.
  static func bytes(_ argument: String) throws -> UInt64 {
    try read(argument) { text throws(TypedProblem) in try ByteCount(typed: text).bytes }
  }

  /// A length of time in seconds, or with a unit.
  static func seconds(_ argument: String, from least: Int64 = 0) throws -> Int64 {
    do throws(ByteCount.Problem) {
      let seconds = try Int64(duration: RawArguments.bytes(of: argument))
      if seconds >= least { return seconds }
    } catch .tooLarge {
      throw ValidationError("the time is too long.")
    } catch {}
    throw ValidationError(
      "expected whole seconds from \(least) up, or a time such as 5s, 10m or 1h.")
  }

  /// How often something is done.
  static func count(_ argument: String) throws -> Int {
    do throws(ByteCount.Problem) {
      let count = try ByteCount.number(RawArguments.bytes(of: argument))
      guard let count = Int(exactly: count) else { throw .tooLarge }
      if count > 0 { return count }
    } catch .tooLarge {
      throw ValidationError("the number is too large.")
    } catch {}
    throw ValidationError("expected a number from 1 up.")
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
      // The message is escaped where it is printed.
      let bytes = DisplayText.bytes(unescaping: error.text.utf8) ?? error.text.utf8
      throw ValidationError("\(RawArguments.string(from: bytes)).")
    }
  }
}
