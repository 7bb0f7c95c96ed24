private import Glibc
package import SystemPackage

extension FilePath {
  /// The bytes of the path; they need not be UTF-8.
  package var bytes: [UInt8] {
    withPlatformString { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
  }

  /// The path with a relative path, given as bytes, appended.
  package func appending(bytes: [UInt8]) -> FilePath {
    let text = bytes.map { CInterop.PlatformChar(bitPattern: $0) } + [0]
    return text.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { pushing(FilePath(platformString: $0)) } ?? self
    }
  }

  /// The target of the symbolic link at this path; `nil` if there is none.
  ///
  /// The C function is `readlink`.
  package var linkTarget: [UInt8]? {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = withPlatformString { readlink($0, &target, target.count) }
    return length > 0 ? target.prefix(length).map { UInt8(bitPattern: $0) } : nil
  }
}

extension FileDescriptor {
  /// The target of the symbolic link `name` below this directory; `nil` if there is none.
  ///
  /// The C function is `readlinkat`.
  package func linkTarget(of name: String) -> [UInt8]? {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlinkat(rawValue, name, &target, target.count)
    return length > 0 ? target.prefix(length).map { UInt8(bitPattern: $0) } : nil
  }
}
