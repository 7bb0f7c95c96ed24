import Kernel
import TestSupport
import Testing

@testable import SharedMemory

/// Patterns of the names in the catalogue of applications.
struct NamePatternTests {
  @Test func `a match agrees with trying everything`() {
    var generator = SeededGenerator(seed: 11)
    let pieces: [PlainPart] = [.byte(0x61), .byte(0x31), .byte(0x5f), .any, .decimal, .hex, .pid]
    for _ in 0..<20_000 {
      let pattern = (0..<Int.random(in: 0...6, using: &generator)).compactMap { _ in
        pieces.randomElement(using: &generator)
      }
      let name = (0..<Int.random(in: 0...14, using: &generator)).compactMap { _ in
        Array("a12_".utf8).randomElement(using: &generator)
      }
      let found = Glob(pattern.map(\.part)).match(name)
      #expect(found == PlainPart.match(pattern[...], name[...], Glob.Match()), "\(pattern) \(name)")
    }
  }
}

/// A part of a pattern, with a matcher as plain as it is slow.
private enum PlainPart {
  case byte(UInt8), any, decimal, hex, pid

  var part: Glob.Part {
    switch self {
    case .byte(let byte): .byte(byte)
    case .any: .anything
    case .decimal: .run(.digits, isPID: false)
    case .hex: .run(.hexadecimalDigits, isPID: false)
    case .pid: .run(.digits, isPID: true)
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    let digits = if case .hex = self { "0123456789abcdefABCDEF" } else { "0123456789" }
    return digits.utf8.contains(byte)
  }

  static func match(
    _ pattern: ArraySlice<PlainPart>, _ name: ArraySlice<UInt8>, _ match: Glob.Match
  ) -> Glob.Match? {
    guard let first = pattern.first else { return name.isEmpty ? match : nil }
    let rest = pattern.dropFirst()
    switch first {
    case .byte(let byte):
      return name.first == byte ? self.match(rest, name.dropFirst(), match) : nil
    case .any:
      for count in 0...name.count {
        if let found = self.match(rest, name.dropFirst(count), match) { return found }
      }
      return nil
    case .decimal, .hex, .pid:
      let digits = name.prefix { first.isDigit($0) }
      guard !digits.isEmpty else { return nil }
      var match = match
      if case .pid = first {
        guard let number = Int32(String(decoding: digits, as: UTF8.self)) else { return nil }
        match.processes.append(ProcessID(rawValue: number))
      }
      return self.match(rest, name.dropFirst(digits.count), match)
    }
  }
}
