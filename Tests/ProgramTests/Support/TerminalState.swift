/// What the bytes that a program wrote have done to a terminal, beside what is on its screen.
///
/// See ctlseqs(ms) of xterm.
struct TerminalState: Equatable {
  /// The private modes that are other than at first.
  private(set) var modes: Set<Int> = []
  private(set) var hasApplicationKeypad = false
  private(set) var drawsLines = false
  private(set) var hasStyle = false
  /// Titles that were put on the stack and not taken from it.
  private(set) var titles = 0

  /// What a program has used at any time.
  struct Use {
    /// The private modes.
    var modes: Set<Int> = []
    /// The numbers of colours.
    var colors: [Int] = []
    /// Commands for the operating system, such as one for the clipboard.
    var commands = 0
    var hasDrawnLines = false
    /// What was written beside sequences, in that order.
    var text: [UInt8] = []
  }

  private(set) var use = Use()

  /// The modes that are set at first: wrapping at the end of a line, and showing the cursor.
  private static let modesAtFirst: Set = [7, 25]

  static func == (first: Self, second: Self) -> Bool {
    first.modes == second.modes && first.hasApplicationKeypad == second.hasApplicationKeypad
      && first.drawsLines == second.drawsLines && first.hasStyle == second.hasStyle
      && first.titles == second.titles
  }

  init() {}

  init(after output: [UInt8]) {
    var rest = output[...]
    while let byte = rest.popFirst() {
      switch byte {
      case 0x0e: setLines(true)
      case 0x0f: setLines(false)
      case 0x1b: follow(&rest)
      case 0x20...: use.text.append(byte)
      default: break
      }
    }
  }

  private mutating func setLines(_ areDrawn: Bool) {
    drawsLines = areDrawn
    if areDrawn { use.hasDrawnLines = true }
  }

  /// Takes a sequence after its Esc.
  private mutating func follow(_ rest: inout ArraySlice<UInt8>) {
    switch rest.popFirst() {
    case UInt8(ascii: "="): hasApplicationKeypad = true
    case UInt8(ascii: ">"): hasApplicationKeypad = false
    case UInt8(ascii: "("): setLines(rest.popFirst() == UInt8(ascii: "0"))
    case UInt8(ascii: ")"): rest = rest.dropFirst()
    case UInt8(ascii: "]"): use.commands += 1
    case UInt8(ascii: "["):
      let parameters = rest.prefix { !(0x40..<0x7f).contains($0) }
      rest = rest.dropFirst(parameters.count)
      let final = rest.popFirst().map { Character(Unicode.Scalar($0)) }
      control(String(decoding: parameters, as: UTF8.self), final)
    default: break
    }
  }

  private mutating func control(_ parameters: String, _ final: Character?) {
    let isPrivate = parameters.first == "?"
    let numbers = parameters.drop { $0 == "?" }
      .split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    switch final {
    case "h" where isPrivate, "l" where isPrivate:
      use.modes.formUnion(numbers)
      for mode in numbers {
        if (final == "h") == Self.modesAtFirst.contains(mode) {
          modes.remove(mode)
        } else {
          modes.insert(mode)
        }
      }
    case "m" where !isPrivate:
      use.colors += numbers.filter {
        (30...38).contains($0) || (40...48).contains($0) || $0 >= 90
      }
      for number in numbers where ![39, 49].contains(number) { hasStyle = number != 0 }
    case "t" where numbers.first == 22: titles += 1
    case "t" where numbers.first == 23: titles -= 1
    default: break
    }
  }
}
