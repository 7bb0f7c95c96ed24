private import Glibc
internal import SystemPackage

/// Programs that were built with the tests.
package enum BuiltProgram {
  /// Where a program is: beside the tests that run, or in a folder above.
  package static func path(of name: String) throws -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = try checked { Int32(readlink("/proc/self/exe", &buffer, buffer.count)) }
    var folder = FilePath(
      String(
        decoding: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self))
    while folder.removeLastComponent() {
      let candidate = folder.appending(name).string
      var status = stat()
      if stat(candidate, &status) == 0, status.st_mode & S_IFMT == S_IFREG { return candidate }
    }
    throw Errno.noSuchFileOrDirectory
  }
}
