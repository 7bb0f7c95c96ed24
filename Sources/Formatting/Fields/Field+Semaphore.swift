internal import Contents
internal import Kernel
internal import SafeText
internal import SharedMemory

extension Field {
  /// Fields of POSIX semaphores, which are in their bytes.
  ///
  /// Why: Decisions/88-bytes-in-a-column.md
  static let semaphoreFields: [Field] = [semaphoreValue, semaphoreWaiters]

  package static let semaphoreValue = ofSemaphore("SVAL", "value of a POSIX semaphore") {
    $0.value
  }

  package static let semaphoreWaiters = ofSemaphore(
    "SWAIT", "threads that wait for a POSIX semaphore"
  ) { $0.waiters }

  private static func ofSemaphore(
    _ name: DisplayText, _ meaning: DisplayText,
    _ value: @escaping @Sendable (SemaphoreValue) -> UInt32
  ) -> Field {
    @Sendable func number(_ segment: Segment, _ format: FormatOptions) -> UInt64? {
      format.semaphores[segment.identity.id].map { UInt64(value($0)) }
    }
    return Field(
      name, meaning, .right, json: [], needs: .semaphores, order: .measure(number),
      values: .amount(.count) { segment, format in
        guard segment.kind == .semaphore else { return .none }
        return number(segment, format).map { .exactly($0) } ?? .unknown
      }
    ) { segment, format, text in
      if segment.kind != .semaphore { return text.appendNone() }
      if let number = number(segment, format) { text.append(number) } else { text.appendUnknown() }
    }
  }
}
