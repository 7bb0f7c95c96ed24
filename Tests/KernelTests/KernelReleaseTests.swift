import Kernel
import Testing

/// The release of the kernel.
struct KernelReleaseTests {
  @Test(
    arguments: [
      ("6.18.44-fc-v669\n", 6, 18), ("6.7\n", 6, 7), ("6.1-rc3", 6, 1), ("10.0.0+", 10, 0),
    ] as [(String, UInt64, UInt64)])
  func `a release begins with two numbers`(text: String, major: UInt64, minor: UInt64) {
    #expect(KernelRelease(Array(text.utf8)) == KernelRelease(major, minor))
  }

  @Test(arguments: ["", "6", "six.one", "6.", ".6", "6.x"])
  func `another text is no release`(text: String) {
    #expect(KernelRelease(Array(text.utf8)) == nil)
  }

  @Test func `releases are ordered by their numbers`() {
    #expect(KernelRelease(6, 18) > KernelRelease(6, 7))
    #expect(KernelRelease(5, 19) < KernelRelease(6, 7))
  }
}
