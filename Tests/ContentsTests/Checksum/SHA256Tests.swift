import TestSupport
import Testing

@testable import Contents

/// Digests, compared with those of FIPS 180-4 and of sha256sum(1).
struct SHA256Tests {
  private func digest(_ pieces: [[UInt8]]) -> String {
    var digest = SHA256()
    for piece in pieces { piece.withUnsafeBytes { digest.update($0) } }
    return digest.digest().map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }

  @Test(
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func `known digests are right`(text: String, expected: String) {
    #expect(digest([Array(text.utf8)]) == expected)
  }

  @Test func `a million letters have the known digest`() {
    let thousand = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
    #expect(
      digest(Array(repeating: thousand, count: 1000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `it does not matter how the bytes are cut`() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for length in 0...bytes.count {
      let whole = digest([Array(bytes.prefix(length))])
      for cut in [0, 1, 55, 56, 63, 64, 65, 127, 128] where cut <= length {
        let pieces = [Array(bytes[..<cut]), Array(bytes[cut..<length])]
        #expect(digest(pieces) == whole)
      }
    }
  }
}
