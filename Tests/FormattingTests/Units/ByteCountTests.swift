import Formatting
import TestSupport
import Testing

/// Numbers of bytes as users type them.
struct ByteCountTests {
  private func bytes(_ text: String, _ syntax: ByteCount.Syntax) -> Result<
    UInt64, ByteCount.Problem
  > {
    do throws(ByteCount.Problem) {
      return .success(try ByteCount(text.utf8, syntax).bytes)
    } catch {
      return .failure(error)
    }
  }

  /// A text, and its value as a size, as an offset and in an offset expression.
  private static let texts:
    [(
      String, Result<UInt64, ByteCount.Problem>, Result<UInt64, ByteCount.Problem>,
      Result<UInt64, ByteCount.Problem>
    )] = [
      ("4096", .success(4096), .success(4096), .success(4096)),
      ("4k", .success(4096), .success(4096), .success(4096)),
      ("4KiB", .success(4096), .success(4096), .failure(.notNumber)),
      ("7B", .success(7), .success(7), .failure(.notNumber)),
      ("1E", .success(1 << 60), .success(1 << 60), .failure(.notNumber)),
      ("0x10", .success(16), .success(16), .success(16)),
      ("0X1f", .success(31), .success(31), .success(31)),
      ("0x1K", .failure(.notNumber), .failure(.notNumber), .success(1024)),
      ("0x1B", .success(27), .success(27), .success(27)),
      ("0x", .failure(.notNumber), .failure(.notNumber), .failure(.notNumber)),
      ("0x+5", .failure(.notNumber), .failure(.notNumber), .failure(.notNumber)),
      ("1.5G", .failure(.notNumber), .failure(.notNumber), .failure(.notNumber)),
      ("", .failure(.notNumber), .failure(.notNumber), .failure(.notNumber)),
      ("9223372036854775807", .success(1 << 63 - 1), .success(1 << 63 - 1), .success(1 << 63 - 1)),
      ("9223372036854775808", .success(1 << 63), .failure(.tooLarge), .failure(.tooLarge)),
      ("8E", .success(1 << 63), .failure(.tooLarge), .failure(.notNumber)),
      ("16E", .failure(.tooLarge), .failure(.tooLarge), .failure(.notNumber)),
      ("99999999999999999999", .failure(.tooLarge), .failure(.tooLarge), .failure(.tooLarge)),
      (
        "99999999999999999999x", .failure(.notNumber), .failure(.notNumber), .failure(.notNumber)
      ),
    ]

  @Test(arguments: texts.indices)
  func `a size, an offset and an offset expression accept their own forms`(index: Int) {
    let (text, size, offset, expression) = Self.texts[index]
    #expect(bytes(text, .query) == size, "\(text)")
    #expect(bytes(text, .inFile) == offset, "\(text)")
    #expect(bytes(text, .expression) == expression, "\(text)")
  }

  @Test func `random bytes are a number or not, and never stop the program`() {
    var generator = SeededGenerator(seed: 7)
    let letters = Array("0123456789xXkKmMgGtTpPeEiIbB+-. a".utf8) + [0, 0xff]
    var numbers = 0
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...24, using: &generator)).compactMap { _ in
        letters.randomElement(using: &generator)
      }
      for syntax in [ByteCount.Syntax.query, .inFile, .expression] {
        guard let count = try? ByteCount(text, syntax) else { continue }
        numbers += 1
        #expect(text.first.map { (0x30...0x39).contains($0) } == true, "\(text) \(count)")
      }
    }
    #expect(numbers > 0)
  }
}
