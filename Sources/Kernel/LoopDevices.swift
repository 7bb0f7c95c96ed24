package import SystemPackage

/// The loop devices, each a block device made of a file: see loop(4).
package enum LoopDevices {
  /// A loop device and its file.
  package struct Device: Hashable, Sendable {
    /// Its name in `/dev`: `loop0`.
    package let name: String
    /// The path of its file, as the program that set it up sees it.
    ///
    /// ` (deleted)` follows if the name is gone.
    package let file: [UInt8]
  }

  /// The devices that have a file, from `/sys/block/loopN/loop/backing_file` below `root`.
  ///
  /// Empty if there is no `/sys`.
  package static func read(root: FilePath) -> [Device] {
    guard let block = try? DirectoryStream.open(root.appending("sys/block")) else { return [] }
    defer { try? block.close() }
    guard let stream = try? DirectoryStream(beneath: block, path: nil) else { return [] }
    var devices: [Device] = []
    while let entry = try? stream.next() {
      let name = String(cString: entry)
      guard name.hasPrefix("loop"),
        var file = try? block.contents(of: name + "/loop/backing_file")
      else { continue }
      // The kernel ends the path with a newline of its own.
      if file.last == UInt8(ascii: "\n") { file.removeLast() }
      devices.append(Device(name: name, file: file))
    }
    return devices.sorted { $0.name < $1.name }
  }
}
