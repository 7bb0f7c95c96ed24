/// A colour of a theme, in sRGB.
package struct Color: Hashable, Sendable {
  /// The parts, 0 to 255.
  package let red: UInt8, green: UInt8, blue: UInt8

  /// A colour by its digits in HTML: `0xff8000` is orange.
  package init(_ digits: UInt32) {
    red = UInt8(truncatingIfNeeded: digits >> 16)
    green = UInt8(truncatingIfNeeded: digits >> 8)
    blue = UInt8(truncatingIfNeeded: digits)
  }

  /// How many colours a terminal can show.
  package enum Depth: Hashable, Sendable, CaseIterable {
    case none
    /// The eight colours of ECMA-48.
    case eight
    /// The 256 colours of xterm.
    case palette
    /// Any colour, by its parts: the flag `RGB` of the terminal database, see user_caps(5).
    case direct

    /// The depth of a terminal with so many colours.
    package init(colors: Int, isDirect: Bool) {
      self = colors < 8 ? .none : isDirect ? .direct : colors < 256 ? .eight : .palette
    }
  }

  /// The number that stands for the colour, or for the nearest to it, on a terminal of this depth; -1,
  /// the terminal's own colour, if it shows none.
  package func number(in depth: Depth) -> Int32 {
    switch depth {
    case .none: -1
    case .eight: Int32(nearest(in: Self.eight))
    // The first 16 are what the user of the terminal made them.
    case .palette: Int32(nearest(in: Self.palette) + Self.ownColors)
    case .direct: Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
    }
  }

  /// The colour that a terminal of this depth shows for it.
  package func shown(in depth: Depth) -> Color {
    switch depth {
    case .none, .direct: self
    case .eight: Self.eight[nearest(in: Self.eight)]
    case .palette: Self.palette[nearest(in: Self.palette)]
    }
  }

  private func nearest(in colors: [Color]) -> Int {
    colors.indices.min { distance(to: colors[$0]) < distance(to: colors[$1]) } ?? 0
  }

  private func distance(to other: Color) -> Int {
    [(red, other.red), (green, other.green), (blue, other.blue)].reduce(0) { sum, parts in
      let difference = Int(parts.0) - Int(parts.1)
      return sum + difference * difference
    }
  }

  private static let ownColors = 16

  /// The first eight colours, as xterm shows them.
  private static let eight = [
    0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
  ].map { Color($0) }

  /// The colours 16 to 255: a cube with six steps a side, and 24 greys.
  private static let palette: [Color] = {
    let steps: [UInt32] = [0, 95, 135, 175, 215, 255]
    let cube = steps.flatMap { red in
      steps.flatMap { green in steps.map { blue in Color(red << 16 | green << 8 | blue) } }
    }
    return cube + (0..<24).map { Color((8 + 10 * $0) * 0x010101) }
  }()
}
