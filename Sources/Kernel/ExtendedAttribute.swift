private import CLinux
package import SystemPackage

/// An extended attribute of a file, such as its access control list.
///
/// See xattr(7).
package struct ExtendedAttribute: Hashable, Sendable {
  /// Its name with the namespace, such as `user.note`; any bytes but NUL.
  package let name: [UInt8]
  package let value: [UInt8]

  package init(name: [UInt8], value: [UInt8]) {
    self.name = name
    self.value = value
  }

  /// The name under which the kernel keeps the access control list of a file.
  package static let accessControlList = Array("system.posix_acl_access".utf8)

  /// All that this user may see of an open file; empty if the file system has none.
  ///
  /// The C functions are `flistxattr` and `fgetxattr`.
  package static func all(of file: FileDescriptor) throws(Errno) -> [ExtendedAttribute] {
    let names: [UInt8]
    do throws(Errno) {
      names = try bytes { clinux_attribute_names(file.rawValue, $0, $1) }
    } catch .notSupported {
      return []
    }
    var attributes: [ExtendedAttribute] = []
    for name in names.split(separator: 0) {
      let cName = Array(name).cString
      do throws(Errno) {
        let value = try bytes { clinux_attribute_value(file.rawValue, cName, $0, $1) }
        attributes.append(ExtendedAttribute(name: Array(name), value: value))
      } catch .noData {
        // It was removed after the names were read.
        continue
      }
    }
    return attributes
  }

  /// Whether the file that a path leads to has an attribute.
  ///
  /// The C function is `getxattr`.
  package static func exists(_ name: [UInt8], at path: FilePath) -> Bool {
    clinux_attribute_size(path.string, name.cString) >= 0
  }

  /// Sets it on an open file, in place of one with its name.
  ///
  /// The C function is `fsetxattr`.
  package func set(on file: FileDescriptor) throws(Errno) {
    try syscall {
      clinux_set_attribute(file.rawValue, name.cString, value, UInt(value.count))
    }
  }

  /// Removes an attribute from an open file; nothing happens if the file does not have it.
  ///
  /// The C function is `fremovexattr`.
  package static func remove(_ name: [UInt8], from file: FileDescriptor) throws(Errno) {
    do throws(Errno) {
      try syscall { clinux_remove_attribute(file.rawValue, name.cString) }
    } catch .noData, .notSupported {
      return
    }
  }

  /// Calls a function that fills a buffer, until the buffer is large enough.
  private static func bytes(
    _ get: (UnsafeMutablePointer<CChar>?, UInt) -> Int
  ) throws(Errno) -> [UInt8] {
    while true {
      let length = try syscall { get(nil, 0) }
      guard length > 0 else { return [] }
      var bytes = [CChar](repeating: 0, count: length)
      do throws(Errno) {
        let got = try syscall { get(&bytes, UInt(length)) }
        return bytes.prefix(got).map { UInt8(bitPattern: $0) }
      } catch .outOfRange {
        // It has grown in between.
        continue
      }
    }
  }
}
