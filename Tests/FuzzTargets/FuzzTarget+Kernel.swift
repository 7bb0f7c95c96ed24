internal import Kernel
internal import SystemPackage

extension FuzzTarget {
  /// The texts of the kernel that have no table of segments.
  static let kernel = [maps, fdinfo, mountinfo, locks, stat, meminfo, sockets, cgroup]

  private static let maps = FuzzTarget(name: "maps") { text in
    var cursor = ByteParser(text)
    var end = -1
    while !cursor.isAtEnd {
      guard cursor.position > end else { return "no line was read" }
      end = cursor.position
      guard let line = MapsLine(&cursor) else { continue }
      if line.path.contains(0x0a) { return "a newline in a path" }
      if line.unescapedPath.count > line.path.count { return "a path grew" }
      if let addresses = line.addresses, addresses.upperBound < addresses.lowerBound {
        return "a mapping ends before it starts"
      }
      if (line.addresses == nil) != line.mapFilesName.isEmpty { return "a name without addresses" }
    }
    return nil
  }

  private static let fdinfo = FuzzTarget(name: "fdinfo") { text in
    let info = DescriptorInfo(text)
    if !info.registered.isEmpty && !info.tellsRegistered { return "files of no ring" }
    return info.registered.count > lines(in: text) ? "more files than lines" : nil
  }

  private static let mountinfo = FuzzTarget(name: "mountinfo") { text in
    let table = MountTable(text)
    if table.mounts.count > lines(in: text) { return "more mounts than lines" }
    for mount in table.mounts.prefix(50) {
      if mount.root.isEmpty || mount.point.isEmpty { return "a mount of nothing, or nowhere" }
      if mount.options.value(of: "size")?.contains(UInt8(ascii: ",")) == true {
        return "two options"
      }
      let covered = table.covered(at: mount.point)
      if !covered.allSatisfy({ $0.point == mount.point }) { return "covered elsewhere" }
    }
    return nil
  }

  private static let locks = FuzzTarget(name: "locks") { text in
    let locks = FileLocks(text).locks
    if locks.contains(where: { ($0.process?.rawValue ?? 1) <= 0 }) { return "a PID of 0 or less" }
    return locks.count > lines(in: text) ? "more locks than lines" : nil
  }

  private static let stat = FuzzTarget(name: "stat") { text in
    guard let stat = ProcessStat(text) else { return nil }
    return stat.isSameRun(as: stat) ? nil : "a process is not itself"
  }

  private static let meminfo = FuzzTarget(name: "meminfo") { text in
    do throws(ReadProblem) { _ = try MemoryUsage(text, at: "meminfo") } catch {
      if case .missingColumn = error.reason { return nil }
      return "\(error)"
    }
    return nil
  }

  private static let sockets = FuzzTarget(name: "sockets") { text in
    UnixSockets(text).inodes.count > lines(in: text) ? "more sockets than lines" : nil
  }

  private static let cgroup = FuzzTarget(name: "cgroup") { text in
    guard let group = ControlGroup(text) else { return nil }
    if group.unit?.contains(UInt8(ascii: "/")) == true { return "a unit with a slash" }
    return group.container?.contains(UInt8(ascii: "/")) == true ? "a container with a slash" : nil
  }

  static func lines(in text: [UInt8]) -> Int { text.count { $0 == 0x0a } + 1 }
}
