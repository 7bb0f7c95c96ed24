internal import Formatting

/// The sign between a filter word and its value.
package enum ComparisonOperator: Equatable, Sendable, CaseIterable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

  /// The sign, such as `>=`.
  package var sign: StaticString {
    switch self {
    case .equal: "="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }

  /// The signs of words whose values have no order.
  package static let unordered: [ComparisonOperator] = [.equal, .notEqual]

  /// The longest sign at the start of a text: `>=1M` → `>=`; `nil` if there is none.
  init?(at text: ArraySlice<UInt8>) {
    let found = Self.allCases.filter { comparison in
      comparison.sign.withUTF8Buffer { text.starts(with: $0) }
    }
    guard let longest = found.max(by: { $0.sign.utf8CodeUnitCount < $1.sign.utf8CodeUnitCount })
    else { return nil }
    self = longest
  }

  /// Whether it holds between two numbers.
  func holds(_ left: UInt64, _ right: UInt64) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }

  /// Whether it holds between an amount and a number; `nil` if the amount is not known well enough.
  func holds(_ amount: FieldValues.Amount, _ number: UInt64) -> Bool? {
    switch amount {
    case .unknown: return nil
    case .none: return self == .notEqual
    case .exactly(let value): return holds(value, number)
    case .atLeast(let least):
      // It may be any number from there on: known if it holds for all of them, or for none.
      switch self {
      case .equal: return least > number ? false : nil
      case .notEqual: return least > number ? true : nil
      case .less: return least >= number ? false : nil
      case .lessOrEqual: return least > number ? false : nil
      case .greater: return least > number ? true : nil
      case .greaterOrEqual: return least >= number ? true : nil
      }
    }
  }
}
