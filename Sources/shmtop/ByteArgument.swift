internal import ArgumentParser
internal import Formatting

/// A number of bytes as an argument: a size, an offset or a length.
enum ByteArgument {
  /// The number; throws if the argument is none.
  static func bytes(_ argument: String) throws -> UInt64 {
    guard let number = try? ByteCount(RawArguments.bytes(of: argument), .offset) else {
      throw ValidationError(
        "expected a number of bytes below 2^63, such as 4096, 0x1000, 4K, 1M or 2G.")
    }
    return number.bytes
  }
}
