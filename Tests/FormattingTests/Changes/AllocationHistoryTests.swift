import Formatting
import SafeText
import Testing

/// What a segment used during the last minute.
struct AllocationHistoryTests {
  private let start: Int64 = 1_795_266_312

  @Test func `a history is small`() {
    #expect(MemoryLayout<AllocationHistory>.size <= 80)
  }

  @Test func `growth is that of the last minute`() {
    var history = AllocationHistory(of: 1 << 20, at: start)
    #expect(history.growth == 0)
    #expect(history.isFlat)
    history.add(3 << 20, at: start + 10)
    #expect(history.growth == 2 << 20)
    history.add(1 << 19, at: start + 20)
    #expect(history.growth == -(1 << 19))
    history.advance(to: start + 60)
    #expect(!history.isFlat)
    history.advance(to: start + 90)
    #expect(history.isFlat)
    #expect(history.growth == 0)
  }

  @Test func `bars go from the least to the most`() {
    var history = AllocationHistory(of: 0, at: start)
    for step in 0..<16 { history.add(UInt64(step) << 20, at: start + Int64(step) * 4) }
    #expect(history.bars(in: .utf8).string == "▁▂▃▄▅▆▇█")
    #expect(history.bars(in: .ascii).string == "_.:-=+*#")
    #expect(history.bars(in: .utf8).columns == 8)
  }

  @Test func `a clock that goes back or far ahead does no harm`() {
    var history = AllocationHistory(of: 4096, at: start)
    history.add(8192, at: start - 1000)
    #expect(history.growth == 4096)
    history.add(.max, at: .max)
    #expect(history.growth == Int64(UInt32.max) * 4096 - 8192)
    history.advance(to: .min)
    #expect(!history.isFlat)
  }
}
