/// The control group of a process, from `/proc/PID/cgroup`, see cgroups(7).
package struct ControlGroup: Hashable, Sendable {
  /// The path of the group: `/system.slice/ssh.service`.
  package let path: [UInt8]

  /// Reads the kernel's text; `nil` if the process is in no group.
  ///
  /// A line is a number, the controllers and the path, with colons between: `0::/a` for cgroup v2,
  /// `1:name=systemd:/a` for v1. The hierarchy of the service manager counts first.
  package init?(_ text: [UInt8]) {
    var best: (rank: Int, path: ArraySlice<UInt8>)?
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let parts = line.split(
        separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, parts[2].count > 1 else { continue }
      let isManager = parts[1].elementsEqual("name=systemd".utf8)
      let rank = isManager ? 0 : parts[1].isEmpty ? 1 : 2
      if rank < best?.rank ?? .max { best = (rank, parts[2]) }
    }
    guard let best else { return nil }
    path = Array(best.path)
  }

  private var names: [ArraySlice<UInt8>] { path.split(separator: UInt8(ascii: "/")) }

  /// The unit of systemd that the process belongs to: `ssh.service`, `session-3.scope`.
  ///
  /// `nil` if the path names none.
  package var unit: [UInt8]? {
    names.last { name in Self.unitTypes.contains { Self.ends(name, $0) } }.map { Array($0) }
  }

  /// The ID or the name of the container that the process runs in, as its runtime writes it.
  ///
  /// `/system.slice/docker-4f0c….scope` → `4f0c…`; `/lxc.payload.web` → `web`. `nil` if no known
  /// runtime made the group.
  package var container: [UInt8]? {
    for (index, name) in names.enumerated().reversed() {
      if let id = Self.prefixes.lazy.compactMap({ Self.id(in: name, after: $0) }).first {
        return Array(id)
      }
      if let prefix = Self.namePrefixes.first(where: { name.starts(with: $0) }) {
        return Array(name.dropFirst(prefix.count))
      }
      let isBelowRuntime =
        index > 0 && (names[index - 1].elementsEqual("docker".utf8) || isInPod(before: index))
      if isBelowRuntime, Self.isID(name) { return Array(name) }
    }
    return nil
  }

  /// Whether a name before this one is the group of a Kubernetes pod: `pod3a2f…`.
  private func isInPod(before index: Int) -> Bool {
    names[..<index].contains { $0.starts(with: Array("kubepods".utf8)) }
  }

  private static let unitTypes = [".service", ".scope"].map { Array($0.utf8) }
  private static let scope = Array(".scope".utf8)
  /// What container runtimes write before the ID.
  private static let prefixes = ["docker-", "libpod-", "cri-containerd-", "crio-"]
    .map { Array($0.utf8) }
  /// What they write before the name.
  private static let namePrefixes = ["lxc.payload."].map { Array($0.utf8) }

  private static func ends(_ name: ArraySlice<UInt8>, _ end: [UInt8]) -> Bool {
    name.count > end.count && name.suffix(end.count).elementsEqual(end)
  }

  private static func id(in name: ArraySlice<UInt8>, after prefix: [UInt8]) -> ArraySlice<UInt8>? {
    guard name.starts(with: prefix) else { return nil }
    var id = name.dropFirst(prefix.count)
    if ends(id, scope) { id = id.dropLast(scope.count) }
    return isID(id) ? id : nil
  }

  /// Whether it is 64 hexadecimal digits.
  private static func isID(_ text: ArraySlice<UInt8>) -> Bool {
    text.count == 64
      && text.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }
}
