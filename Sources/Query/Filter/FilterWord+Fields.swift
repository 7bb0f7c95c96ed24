internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory

extension FilterWord {
  /// The words of the columns that filters compare, named as the column in lower case.
  static let fields: [FilterWord] = Field.all.compactMap { field in
    let name = DisplayText(escaping: field.name.utf8.map { $0.folded(true) }, in: .ascii)
    switch field.values {
    case .amount(let unit, _)?:
      return FilterWord(
        name, comparisons: ComparisonOperator.allCases, takes: takes(unit), field.meaning
      ) { comparison, value, _ throws(FilterProblem) in
        try amount(of: field, comparison, value)
      }
    case .texts(let texts)?:
      return .equatable(
        name, takes: "a whole text, with * ? [a-z] [!a-z] as in a shell", field.meaning
      ) { value, _ in
        guard !value.isEmpty, let glob = Glob(value) else { return nil }
        return Filter.Test(needs: field.needs) { segment, _, scene in
          let texts = texts(segment, scene.format)
          return texts.known.contains(where: glob.matches) ? true : texts.areAll ? false : nil
        }
      }
    case nil: return nil
    }
  }

  /// The values that a number takes, for messages.
  static func takes(_ unit: FieldValues.Unit) -> DisplayText {
    switch unit {
    case .bytes: "bytes, such as 4096, 0x1000, 64K or 1M (K is 1024)"
    case .count: "a number"
    case .seconds: "seconds, or a time such as 30s, 5m, 4h, 2d or 1w"
    }
  }

  /// The test that compares a number of segments; `nil` if the value is no such number.
  static func amount(
    of field: Field, _ comparison: ComparisonOperator, _ value: [UInt8]
  ) throws(FilterProblem) -> Filter.Test? {
    guard case .amount(let unit, let amount)? = field.values,
      let number = try number(value, unit)
    else { return nil }
    return Filter.Test(needs: field.needs) { segment, _, scene in
      comparison.holds(amount(segment, scene.format), number)
    }
  }

  /// Reads a number; `nil` for other text.
  static func number(
    _ value: [UInt8], _ unit: FieldValues.Unit
  ) throws(FilterProblem) -> UInt64? {
    do throws(ByteCount.Problem) {
      switch unit {
      case .bytes: return try ByteCount(value, .query).bytes
      case .count: return try ByteCount.number(value)
      case .seconds: return UInt64(exactly: try Int64(duration: value))
      }
    } catch .tooLarge {
      throw .tooLarge(value)
    } catch {
      return nil
    }
  }
}
