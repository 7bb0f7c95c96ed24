internal import Kernel
internal import SafeText
internal import SharedMemory

extension Field {
  /// Fields of its times, in the order of the help.
  static let timeFields: [Field] = [age, birth, attachTime, detachTime, changeTime, modifyTime]

  package static let age = Field(
    "AGE", "time since it was created (System V: changed)", .right,
    isDefault: true, column: TableColumn(110, rank: 7, width: 3), json: [],
    order: .number { $0.birth.map { ~$0.sortKey } },
    values: .amount(.seconds) { segment, format in
      segment.birth.map { .exactly($0.wholeSeconds(until: format.now)) } ?? .unknown
    }
  ) { segment, format, text in
    if let born = segment.birth {
      if format.units == .exact {
        text.append(max(0, format.now.seconds.subtractingSaturated(born.seconds)))
      } else {
        text.append(age: born, now: format.now)
      }
    } else {
      text.appendNone()
    }
  }

  static let birth = moment("BIRTH", "when it was created, if that is known", json: "create_time") {
    $0.times.create
  }

  static let attachTime = moment(
    "ATTACH", "when a System V segment was last attached", json: "attach_time"
  ) {
    $0.times.attach
  }

  static let detachTime = moment(
    "DETACH", "when a System V segment was last detached", json: "detach_time"
  ) {
    $0.times.detach
  }

  package static let changeTime = moment(
    "CTIME", "when it was created, or its owner or mode changed",
    column: TableColumn(180, rank: 18, width: 20), json: "change_time"
  ) {
    $0.times.change
  }

  package static let modifyTime = moment(
    "MTIME", "last write or resize; may miss mapped writes", json: "modify_time"
  ) {
    $0.times.modify
  }

  private static func moment(
    _ name: DisplayText, _ meaning: DisplayText, column: TableColumn? = nil, json: StaticString,
    _ value: @escaping @Sendable (Segment) -> Timestamp?
  ) -> Field {
    Field(
      name, meaning, column: column,
      json: [
        .text(json, JSONShape(.time)) { segment, _, text in
          if let moment = value(segment) { text.append(iso8601: moment) }
          return value(segment) != nil
        }
      ], order: .number { value($0).map { $0.sortKey } }
    ) { segment, format, text in
      if let moment = value(segment) { text.append(moment, format) } else { text.appendNone() }
    }
  }
}

extension Timestamp {
  /// The whole seconds until a later moment; 0 if it is earlier.
  fileprivate func wholeSeconds(until later: Timestamp) -> UInt64 {
    let seconds = later.seconds.subtractingSaturated(seconds)
    let isCut = later.nanoseconds < nanoseconds && seconds != .max
    return UInt64(max(0, isCut ? seconds.subtractingSaturated(1) : seconds))
  }

  /// Nanoseconds as an unsigned number that grows with time; saturated at both ends.
  fileprivate var sortKey: UInt64 {
    let (nanoseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let total = overflow ? (seconds < 0 ? Int64.min : .max) : nanoseconds
    let (sum, sumOverflow) = total.addingReportingOverflow(Int64(self.nanoseconds))
    return UInt64(bitPattern: sumOverflow ? .max : sum) ^ (1 << 63)
  }
}
