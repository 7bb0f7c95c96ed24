private import Glibc
package import SystemPackage

extension FilePath {
  /// The bytes of the path; they need not be UTF-8.
  package var bytes: [UInt8] {
    withPlatformString { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
  }

  /// The path with a relative path of bytes after it.
  package func appending(bytes: [UInt8]) -> FilePath {
    let text = bytes.map { CInterop.PlatformChar(bitPattern: $0) } + [0]
    return text.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { pushing(FilePath(platformString: $0)) } ?? self
    }
  }
}
