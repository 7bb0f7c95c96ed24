package import SharedMemory

/// The values of a field that filters compare: a number of the segment, or its texts.
package enum FieldValues: Sendable {
  /// How users write a number.
  package enum Unit: Sendable {
    /// Bytes, as in `1M`.
    case bytes
    /// Digits.
    case count
    /// Seconds, or a length of time as in `4h`.
    case seconds
  }

  /// A number as far as it is known.
  package enum Amount: Equatable, Sendable {
    /// The number is not known; columns show `?`.
    case unknown
    /// There is none, like the last process of a segment that no process has attached; columns show `-`.
    case none
    case exactly(UInt64)
    /// What was found, while not every process was read; columns show `≥`.
    case atLeast(UInt64)
  }

  /// Texts as far as they are known, in bytes as the kernel has them.
  package struct Texts: Sendable {
    package var known: [[UInt8]] = []
    /// Whether there are no others.
    package var areAll = true

    static let unknown = Texts(areAll: false)
  }

  case amount(Unit, @Sendable (Segment, FormatOptions) -> Amount)
  case texts(@Sendable (Segment, FormatOptions) -> Texts)
}

extension FieldValues {
  /// A number; segments without it have none, or it is unknown.
  static func count(
    missing: Amount = .none, _ value: @escaping @Sendable (Segment) -> UInt64?
  ) -> FieldValues {
    .amount(.count) { segment, _ in value(segment).map { .exactly($0) } ?? missing }
  }
}
