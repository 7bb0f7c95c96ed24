package import SystemPackage

/// The release of the running kernel: `/proc/sys/kernel/osrelease`, see uname(2).
package struct KernelRelease: Hashable, Comparable, Sendable {
  package let major: UInt64
  package let minor: UInt64

  package init(_ major: UInt64, _ minor: UInt64) {
    self.major = major
    self.minor = minor
  }

  /// Reads the release below `root`; `nil` if it does not begin with two numbers.
  package init?(root: FilePath) {
    guard let text = try? ProcFile.read(root.appending("proc/sys/kernel/osrelease")) else {
      return nil
    }
    self.init(text)
  }

  /// Parses a release: `6.18.44-generic` → 6, 18.
  package init?(_ text: [UInt8]) {
    let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 2)
    guard parts.count >= 2, let major = ByteParser.unsigned(parts[0], radix: 10),
      let minor = ByteParser.unsigned(
        parts[1].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }, radix: 10)
    else { return nil }
    self.init(major, minor)
  }

  package static func < (left: KernelRelease, right: KernelRelease) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }
}
