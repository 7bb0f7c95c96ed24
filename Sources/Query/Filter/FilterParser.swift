/// Parses the text of a filter.
///
///     filter    = all { "or" all }
///     all       = words { "and" words }
///     words     = term { term }
///     term      = { "not" | "!" } ( "(" filter ")" | condition )
///     condition = NAME-PATTERN | WORD SIGN VALUE | "--" WORD VALUE
///
/// Why: Decisions/71-query-language.md
struct FilterParser {
  private var lexer: FilterLexer
  private var token: FilterLexer.Token
  private let users: FilterWord.UserLookup
  /// The number of parentheses and `not` around the current term.
  private var depth = 0
  /// More would use up the stack.
  private static let mostNested = 100

  /// Parses a whole text; `nil` if it is blank.
  static func parse(
    _ text: [UInt8], _ users: FilterWord.UserLookup
  ) throws(FilterTextProblem) -> Filter.Expression? {
    try withoutActuallyEscaping(users) { users throws(FilterTextProblem) in
      var parser = try FilterParser(text, users)
      guard parser.token.kind != .end else { return nil }
      let expression = try parser.any()
      guard parser.token.kind == .end else {
        throw FilterTextProblem(.unopenedParenthesis, at: parser.token.range)
      }
      return expression
    }
  }

  private init(
    _ text: [UInt8], _ users: @escaping FilterWord.UserLookup
  ) throws(FilterTextProblem) {
    lexer = FilterLexer(text)
    token = try lexer.next()
    self.users = users
  }

  private mutating func advance() throws(FilterTextProblem) { token = try lexer.next() }

  private mutating func any() throws(FilterTextProblem) -> Filter.Expression {
    var parts = [try all()]
    while token.kind == .or {
      try advance()
      parts.append(try all())
    }
    return Filter.Expression.any(parts).simplified ?? parts[0]
  }

  private mutating func all() throws(FilterTextProblem) -> Filter.Expression {
    var parts = [try words()]
    while token.kind == .and {
      try advance()
      parts.append(try words())
    }
    return Filter.Expression.all(parts).simplified ?? parts[0]
  }

  private mutating func words() throws(FilterTextProblem) -> Filter.Expression {
    var parts = [try term()]
    while true {
      switch token.kind {
      case .open, .not, .word: parts.append(try term())
      case .close, .and, .or, .end:
        return Filter.Expression.words(parts).simplified ?? parts[0]
      }
    }
  }

  private mutating func term() throws(FilterTextProblem) -> Filter.Expression {
    depth += 1
    defer { depth -= 1 }
    let first = token
    guard depth <= Self.mostNested else { throw FilterTextProblem(.tooDeep, at: first.range) }
    switch first.kind {
    case .not:
      try advance()
      return .not(try term())
    case .open:
      try advance()
      guard token.kind != .close else {
        throw FilterTextProblem(.nothing, at: first.range.lowerBound..<token.range.upperBound)
      }
      let inner = try any()
      guard token.kind == .close else {
        throw FilterTextProblem(.openParenthesis, at: first.range)
      }
      try advance()
      return inner
    case .word(let word, let isQuoted):
      let condition = try condition(word, isQuoted: isQuoted, at: first.range)
      try advance()
      return .condition(condition)
    case .close where depth == 1: throw FilterTextProblem(.unopenedParenthesis, at: first.range)
    case .and, .or, .close, .end: throw FilterTextProblem(.nothing, at: first.range)
    }
  }

  /// Reads the sign and the value after a word, if it is not a pattern of names.
  private mutating func condition(
    _ word: [UInt8], isQuoted: Bool, at range: Range<Int>
  ) throws(FilterTextProblem) -> Filter.Condition {
    let isOption = !isQuoted && word.starts(with: "--".utf8)
    let sign = isQuoted ? nil : lexer.comparison()
    guard isOption || sign != nil else {
      return try make(range) { () throws(FilterProblem) in
        try FilterWord.label.condition(word, users: users)
      }
    }
    let name = isOption ? word[2...] : word[...]
    guard let field = FilterWord(named: name) else {
      throw FilterTextProblem(.noSuchWord(Array(name)), at: range)
    }
    let (comparison, signRange) = sign ?? (.equal, range)
    guard field.comparisons.contains(comparison) else {
      throw FilterTextProblem(.badComparison(field, comparison), at: signRange)
    }
    guard let value = try lexer.value() else {
      throw FilterTextProblem(.noValue(field), at: signRange.upperBound..<signRange.upperBound)
    }
    return try make(value.range) { () throws(FilterProblem) in
      try field.condition(value.bytes, comparison, users: users)
    }
  }

  private func make(
    _ range: Range<Int>, _ body: () throws(FilterProblem) -> Filter.Condition
  ) throws(FilterTextProblem) -> Filter.Condition {
    do throws(FilterProblem) { return try body() } catch {
      throw FilterTextProblem(error, at: range)
    }
  }
}
