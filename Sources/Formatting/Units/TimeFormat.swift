package import Kernel
package import SafeText

/// How a moment is written, with the names of lsipc.
package enum TimeFormat: String, CaseIterable, Sendable {
  /// `14:05` today, `Nov21` this year, and `2025-Nov21` in other years.
  case short
  /// `Sat Nov 21 06:20:11 2026`.
  case full
  /// ISO 8601 with the difference from UTC: `2026-11-21T06:20:11+01:00`.
  case iso
  /// `3h ago`.
  case relative
}

extension DisplayText {
  /// Appends a moment in the format of a table.
  package mutating func append(_ moment: Timestamp, _ format: FormatOptions) {
    let offset = format.isLocalTime ? LocalTime.offset(at: moment) : 0
    let date = CalendarDate(moment.adding(seconds: offset))
    switch format.times {
    case .short:
      let zone = format.isLocalTime ? LocalTime.offset(at: format.now) : 0
      append(short: date, today: CalendarDate(format.now.adding(seconds: zone)))
    case .full:
      append(literal: Self.weekdays[date.weekday])
      append(literal: " ")
      append(literal: Self.months[Int(date.month) - 1])
      append(date.day < 10 ? "  \(date.day) " : " \(date.day) ")
      date.withISO8601 { append(escaping: $0.dropLast().suffix(8), in: .ascii) }
      append(" \(date.year)")
    case .iso:
      date.withISO8601 { append(escaping: $0.dropLast(), in: .ascii) }
      append(differenceFromUTC: offset)
    case .relative:
      if moment > format.now {
        append("in \(age: format.now, now: moment)")
      } else {
        append("\(age: moment, now: format.now) ago")
      }
    }
  }

  private mutating func append(short date: CalendarDate, today: CalendarDate) {
    if date.isSameDay(as: today) {
      return date.withISO8601 { append(escaping: $0.dropLast(4).suffix(5), in: .ascii) }
    }
    if date.year != today.year { append("\(date.year)-") }
    append(literal: Self.months[Int(date.month) - 1])
    append(date.day < 10 ? "0\(date.day)" : "\(date.day)")
  }

  private mutating func append(differenceFromUTC seconds: Int64) {
    guard seconds != 0 else { return append(literal: "Z") }
    append(literal: seconds < 0 ? "-" : "+")
    let minutes = seconds.magnitude / 60
    for (index, number) in [minutes / 60, minutes % 60].enumerated() {
      if index > 0 { append(literal: ":") }
      append(number < 10 ? "0\(number)" : "\(number)")
    }
  }

  private static let weekdays: [StaticString] = [
    "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat",
  ]
  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
