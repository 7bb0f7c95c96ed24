import Canvas
import Testing

struct ColorTests {
  @Test func `a colour has its own number if the terminal has it`() {
    for (digits, number) in [(0x000000, 16), (0xffffff, 231), (0xaf5f5f, 131), (0x767676, 243)] {
      let color = Color(UInt32(digits))
      #expect(color.number(in: .palette) == Int32(number))
      #expect(color.shown(in: .palette) == color)
      #expect(color.number(in: .direct) == Int32(digits))
    }
    #expect(Color(0xcd0000).number(in: .eight) == 1)
  }

  @Test func `else the number of the nearest`() {
    #expect(Color(0xb06060).number(in: .palette) == 131)
    #expect(Color(0xffaf00).number(in: .eight) == 3)
    #expect(Color(0x123456).number(in: .none) == -1)
  }

  @Test func `the depth follows from what the terminal database says`() {
    #expect(Color.Depth(colors: 0, isDirect: false) == .none)
    #expect(Color.Depth(colors: 8, isDirect: false) == .eight)
    #expect(Color.Depth(colors: 88, isDirect: false) == .eight)
    #expect(Color.Depth(colors: 256, isDirect: false) == .palette)
    #expect(Color.Depth(colors: 1 << 24, isDirect: true) == .direct)
  }
}
