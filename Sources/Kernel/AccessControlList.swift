/// The access control list of a file, from the value of its extended attribute.
///
/// See acl(5); the layout is that of `<linux/posix_acl_xattr.h>`.
package struct AccessControlList: Hashable, Sendable {
  /// What the owning group may do, as three bits, limited by the mask.
  package let group: UInt32
  /// What each entry for another user or group allows, as three bits, limited by the mask.
  package let named: [UInt32]

  /// Reads the value of `system.posix_acl_access`; `nil` if it is malformed.
  ///
  /// The value is the version, 2, and entries of a tag, permissions and an ID, in little-endian order.
  package init?(_ value: [UInt8]) {
    guard value.count % 8 == 4, value.prefix(4).elementsEqual([2, 0, 0, 0]) else { return nil }
    var (mask, group, named): (UInt32, UInt32?, [UInt32]) = (7, nil, [])
    for start in stride(from: 4, to: value.count, by: 8) {
      let permissions = UInt32(value[start + 2]) & 7
      switch (value[start], value[start + 1]) {
      case (Self.owningGroup, 0): group = permissions
      case (Self.namedUser, 0), (Self.namedGroup, 0): named.append(permissions)
      case (Self.mask, 0): mask = permissions
      default: break
      }
    }
    guard let group else { return nil }
    self.group = group & mask
    self.named = named.map { $0 & mask }
  }

  private static let namedUser: UInt8 = 0x02
  private static let owningGroup: UInt8 = 0x04
  private static let namedGroup: UInt8 = 0x08
  private static let mask: UInt8 = 0x10
}
