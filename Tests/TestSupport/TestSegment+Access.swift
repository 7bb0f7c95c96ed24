private import Glibc
internal import Kernel
internal import SystemPackage

/// Who may do what with the file: its mode and its extended attributes.
extension TestSegment {
  /// The access control list `u::rw-,u:65534:r--,g::---,m::r--,o::---` as the kernel keeps it.
  package static let listForNobody: [UInt8] =
    [2, 0, 0, 0]
    + entry(0x01, 6, .max) + entry(0x02, 4, 65534) + entry(0x04, 0, .max) + entry(0x10, 4, .max)
    + entry(0x20, 0, .max)

  private static func entry(_ tag: UInt8, _ permissions: UInt8, _ user: UInt32) -> [UInt8] {
    [tag, 0, permissions, 0] + withUnsafeBytes(of: user.littleEndian) { Array($0) }
  }

  /// The name of the attribute with the access control list.
  package static let list = String(decoding: ExtendedAttribute.accessControlList, as: UTF8.self)

  /// Sets an extended attribute.
  package func set(_ attribute: String, _ value: [UInt8]) throws {
    let file = FileDescriptor(rawValue: try open())
    defer { try? file.close() }
    try ExtendedAttribute(name: Array(attribute.utf8), value: value).set(on: file)
  }

  /// The extended attributes, by their names.
  package func attributes() throws -> [String: [UInt8]] {
    let file = FileDescriptor(rawValue: try open())
    defer { try? file.close() }
    return try ExtendedAttribute.all(of: file).reduce(into: [:]) {
      $0[String(decoding: $1.name, as: UTF8.self)] = $1.value
    }
  }

  /// Changes the mode.
  package func setMode(_ mode: UInt32) throws { try checked { chmod(path.string, mode) } }

  /// The mode without the type of file, and the owner.
  package func access() throws -> (mode: UInt32, user: UInt32) {
    var status = stat()
    try checked { stat(path.string, &status) }
    return (status.st_mode & 0o7777, status.st_uid)
  }

  /// Whether files in `/dev/shm` can have access control lists and attributes of users.
  package static let canHaveAttributes: Bool = {
    let result: Void? = try? TestSegment.with { segment in
      try segment.set(list, listForNobody)
      try segment.set("user.test", [1])
    }
    return result != nil
  }()
}
