extension CalendarDate {
  /// Calls `body` with the moment as ISO 8601 in UTC, to the second: `2026-11-21T05:20:11Z`.
  ///
  /// A year that does not fit in four digits has as many as it needs.
  func withISO8601(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { buffer in
      var count = 0
      func write(_ number: UInt64, width: Int, _ end: UInt8) {
        var rest = number
        for position in stride(from: count + width - 1, through: count, by: -1) {
          buffer[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
          rest /= 10
        }
        count += width
        buffer[count] = end
        count += 1
      }
      if year < 0 { write(0, width: 0, UInt8(ascii: "-")) }
      let second = secondOfDay.magnitude
      write(year.magnitude, width: yearWidth, UInt8(ascii: "-"))
      write(month.magnitude, width: 2, UInt8(ascii: "-"))
      write(day.magnitude, width: 2, UInt8(ascii: "T"))
      write(second / 3600, width: 2, UInt8(ascii: ":"))
      write(second / 60 % 60, width: 2, UInt8(ascii: ":"))
      write(second % 60, width: 2, UInt8(ascii: "Z"))
      body(UnsafeBufferPointer(rebasing: buffer[..<count]))
    }
  }

  private var yearWidth: Int {
    var width = 4
    var rest = year.magnitude / 10_000
    while rest > 0 {
      rest /= 10
      width += 1
    }
    return width
  }
}
