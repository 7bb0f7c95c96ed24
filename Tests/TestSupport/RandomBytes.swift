/// Byte strings of the kind that break parsers and screens, the same for the same seed.
package struct RandomBytes {
  private var generator: SeededGenerator

  package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Up to `most` pieces: noise, characters of all planes, and known troublemakers.
  package mutating func next(most: Int = 24) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...most, using: &generator) { bytes += piece() }
    return bytes
  }

  /// A number in a range.
  package mutating func number<Number: FixedWidthInteger>(
    in range: ClosedRange<Number>
  ) -> Number {
    Number.random(in: range, using: &generator)
  }

  /// One of some values, of which there is at least one.
  package mutating func choice<Value>(of values: [Value]) -> Value {
    values[number(in: 0...values.count - 1)]
  }

  /// Whether something happens that does once in so many times.
  package mutating func happens(onceIn count: Int) -> Bool { number(in: 1...count) == 1 }

  /// The bytes with a few of them replaced, taken out, doubled, or joined by others.
  package mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<number(in: 1...3) {
      let place = number(in: 0...bytes.count)
      let end = min(bytes.count, place + number(in: 0...4))
      switch number(in: 0...4) {
      case 0: bytes.replaceSubrange(place..<end, with: piece())
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 3: bytes.insert(contentsOf: piece(), at: place)
      default: bytes.removeLast(number(in: 0...min(8, bytes.count)))
      }
    }
    return bytes
  }

  private mutating func piece() -> [UInt8] {
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: [UInt8.random(in: .min ... .max, using: &generator)]
    case 1: [UInt8.random(in: 0x20..<0x7f, using: &generator)]
    case 2: character(below: 0x3000)
    case 3: character(below: 0x11_0000)
    case 4: Array(character(below: 0x11_0000).dropLast())
    default: Self.troublemakers.randomElement(using: &generator) ?? []
    }
  }

  private mutating func character(below end: UInt32) -> [UInt8] {
    let scalar = Unicode.Scalar(UInt32.random(in: 0..<end, using: &generator))
    return Array(String(scalar ?? "?").utf8)
  }

  private static let troublemakers: [[UInt8]] =
    [
      "\u{1b}[2J", "\u{1b}]2;x\u{7}", "\u{9b}", "\n", " ", "\\", "\\n", "\\x41", "\\u{41}",
      "\u{202e}", "\u{200b}", "\u{feff}", "\u{301}", "\u{301}\u{301}\u{301}", "日本", "😀", "\u{1161}",
      "\u{a0}", "\u{2028}", "\u{e000}", "\u{378}", "\u{fe0f}",
    ].map { Array($0.utf8) } + [[0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]]
}
