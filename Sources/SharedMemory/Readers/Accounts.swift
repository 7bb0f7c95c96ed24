private import Glibc

/// The names of users and groups, looked up once each.
///
/// A name is bytes that nobody vouches for, as everything from outside.
package struct Accounts: Sendable {
  /// Where names come from.
  package struct Source: Sendable {
    package let user: @Sendable (UserID) -> [UInt8]?
    package let group: @Sendable (GroupID) -> [UInt8]?

    package init(
      user: @escaping @Sendable (UserID) -> [UInt8]?,
      group: @escaping @Sendable (GroupID) -> [UInt8]?
    ) {
      self.user = user
      self.group = group
    }
  }

  private let source: Source
  private var users: [UserID: [UInt8]?] = [:]
  private var groups: [GroupID: [UInt8]?] = [:]

  package init(source: Source = .system) { self.source = source }

  /// Looks up a user who is not known yet.
  ///
  /// It can take long: names can come over a network.
  package mutating func learn(_ user: UserID) {
    if users[user] == nil { users.updateValue(source.user(user), forKey: user) }
  }

  /// Looks up a group that is not known yet, which can take long too.
  package mutating func learn(_ group: GroupID) {
    if groups[group] == nil { groups.updateValue(source.group(group), forKey: group) }
  }

  /// The name of a user that was learnt; `nil` where there is none.
  package func name(of user: UserID) -> [UInt8]? { users[user] ?? nil }

  /// The name of a group that was learnt; `nil` where there is none.
  package func name(of group: GroupID) -> [UInt8]? { groups[group] ?? nil }
}

extension Accounts.Source {
  /// The host's own accounts.
  ///
  /// The C functions are `getpwuid_r` and `getgrgid_r`.
  package static let system = Accounts.Source(
    user: { user in
      lookUp { buffer, count in
        var entry = passwd()
        var result: UnsafeMutablePointer<passwd>?
        let error = getpwuid_r(user.rawValue, &entry, buffer, count, &result)
        return (error, result?.pointee.pw_name)
      }
    },
    group: { group in
      lookUp { buffer, count in
        var entry = Glibc.group()
        var result: UnsafeMutablePointer<Glibc.group>?
        let error = getgrgid_r(group.rawValue, &entry, buffer, count, &result)
        return (error, result?.pointee.gr_name)
      }
    })

  /// Calls with a buffer that grows for as long as the call says `ERANGE`.
  private static func lookUp(
    _ call: (UnsafeMutablePointer<CChar>, Int) -> (Int32, UnsafeMutablePointer<CChar>?)
  ) -> [UInt8]? {
    var size = 1024
    while size <= 1 << 20 {
      let (isTooSmall, name) = withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) {
        buffer -> (Bool, [UInt8]?) in
        guard let start = buffer.baseAddress else { return (false, nil) }
        let (error, name) = call(start, size)
        let bytes = name.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
        return (error == ERANGE, bytes)
      }
      if !isTooSmall { return name }
      size *= 4
    }
    return nil
  }
}
