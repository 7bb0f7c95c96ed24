private import Glibc
internal import Kernel
package import SystemPackage

/// The names of users and groups that were looked up; each is looked up once.
///
/// Names are untrusted bytes, which can include control characters.
package struct Accounts: Sendable {
  /// The functions that look names up; each returns `nil` if there is no such user or group.
  package struct Source: Sendable {
    package let user: @Sendable (UserID) -> [UInt8]?
    package let group: @Sendable (GroupID) -> [UInt8]?
    /// Finds a user by name.
    package let userNamed: @Sendable ([UInt8]) -> UserID?
    /// Finds a group by name.
    package let groupNamed: @Sendable ([UInt8]) -> GroupID?

    package init(
      user: @escaping @Sendable (UserID) -> [UInt8]?,
      group: @escaping @Sendable (GroupID) -> [UInt8]?,
      userNamed: @escaping @Sendable ([UInt8]) -> UserID? = { _ in nil },
      groupNamed: @escaping @Sendable ([UInt8]) -> GroupID? = { _ in nil }
    ) {
      self.user = user
      self.group = group
      self.userNamed = userNamed
      self.groupNamed = groupNamed
    }
  }

  private let source: Source
  private var users: [UserID: [UInt8]?] = [:]
  private var groups: [GroupID: [UInt8]?] = [:]

  package init(source: Source = .system) { self.source = source }

  /// Looks up the name of a user, unless it was looked up before.
  ///
  /// This can take long, because names can come over a network.
  package mutating func lookUp(_ user: UserID) {
    if users[user] == nil { users.updateValue(source.user(user), forKey: user) }
  }

  /// Looks up the name of a group, unless it was looked up before; this can take long too.
  package mutating func lookUp(_ group: GroupID) {
    if groups[group] == nil { groups.updateValue(source.group(group), forKey: group) }
  }

  /// The name of a user; `nil` if it was not looked up or there is none.
  package func name(of user: UserID) -> [UInt8]? { users[user] ?? nil }

  /// The name of a group; `nil` if it was not looked up or there is none.
  package func name(of group: GroupID) -> [UInt8]? { groups[group] ?? nil }
}

extension Accounts.Source {
  /// The host's own accounts.
  ///
  /// The C functions are `getpwuid_r`, `getgrgid_r`, `getpwnam_r` and `getgrnam_r`.
  package static let system = Accounts.Source(
    user: { user in
      lookUp { buffer, count in
        var entry = passwd()
        var result: UnsafeMutablePointer<passwd>?
        let error = getpwuid_r(user.rawValue, &entry, buffer, count, &result)
        return (error, bytes(of: result?.pointee.pw_name))
      }
    },
    group: { group in
      lookUp { buffer, count in
        var entry = Glibc.group()
        var result: UnsafeMutablePointer<Glibc.group>?
        let error = getgrgid_r(group.rawValue, &entry, buffer, count, &result)
        return (error, bytes(of: result?.pointee.gr_name))
      }
    },
    userNamed: { name in
      guard !name.contains(0) else { return nil }
      let name = name.map { CChar(bitPattern: $0) } + [0]
      return lookUp { buffer, count in
        var entry = passwd()
        var result: UnsafeMutablePointer<passwd>?
        let error = getpwnam_r(name, &entry, buffer, count, &result)
        return (error, (result?.pointee.pw_uid).map { UserID(rawValue: $0) })
      }
    },
    groupNamed: { name in
      guard !name.contains(0) else { return nil }
      let name = name.map { CChar(bitPattern: $0) } + [0]
      return lookUp { buffer, count in
        var entry = Glibc.group()
        var result: UnsafeMutablePointer<Glibc.group>?
        let error = getgrnam_r(name, &entry, buffer, count, &result)
        return (error, (result?.pointee.gr_gid).map { GroupID(rawValue: $0) })
      }
    })

  /// Calls a function with a larger and larger buffer, as long as it returns `ERANGE`.
  private static func lookUp<Value>(
    _ call: (UnsafeMutablePointer<CChar>, Int) -> (Int32, Value?)
  ) -> Value? {
    var size = 1024
    while size <= 1 << 20 {
      let (isTooSmall, value) = withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) {
        buffer -> (Bool, Value?) in
        guard let start = buffer.baseAddress else { return (false, nil) }
        let (error, value) = call(start, size)
        return (error == ERANGE, value)
      }
      if !isTooSmall { return value }
      size *= 4
    }
    return nil
  }

  private static func bytes(of name: UnsafeMutablePointer<CChar>?) -> [UInt8]? {
    name.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
  }
}
