import SystemPackage
import TestSupport
import Testing

@testable import Kernel

/// What the namespaces of the program keep it from seeing.
struct OwnNamespacesTests {
  @Test(
    arguments: [
      ("0 1000 1\n", 65534), ("", 65534), ("0 0 65534\n65535 65535 1\n", 65534),
      ("0 100000 65536\n", nil), ("0 0 4294967295\n", nil), ("garbage\n0 5 70000\n", nil),
      ("65534 18446744073709551615 1", nil), ("70000 0 18446744073709551615", 65534),
    ] as [(String, UInt32?)])
  func `a number stands for unmapped users unless it is mapped`(map: String, user: UInt32?) {
    #expect(
      OwnNamespaces.unmapped(65534, Array(map.utf8)) == user.map { UserID(rawValue: $0) })
  }

  @Test func `namespaces that cannot be read count as those of the host`() throws {
    try Fixture.with { fixture in
      #expect(OwnNamespaces(root: fixture.root) == OwnNamespaces())
    }
  }
}
