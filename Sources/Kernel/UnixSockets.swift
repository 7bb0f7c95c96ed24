package import SystemPackage

/// The Unix sockets of this program's network namespace: `/proc/net/unix`, see proc_pid_net(5).
package struct UnixSockets: Sendable {
  /// Their inodes, as in `socket:[115850]` of `/proc/PID/fd`.
  package let inodes: Set<UInt64>

  /// Reads the sockets below `root`.
  package init(root: FilePath) throws(ReadProblem) {
    self.init(try ProcFile.read(root.appending("proc/self/net/unix")))
  }

  /// Reads the kernel's text; the heading and malformed lines are skipped.
  ///
  /// `0000000000000000: 00000002 00000000 00010000 0001 01 18134 /run/x` → 18134.
  package init(_ text: [UInt8]) {
    var cursor = ByteParser(text)
    var inodes: Set<UInt64> = []
    while !cursor.isAtEnd {
      // Six words stand before it: address, references, protocol, flags, type and state.
      for _ in 0..<6 { _ = cursor.word() }
      if let inode = cursor.unsigned() { inodes.insert(inode) }
      cursor.skipLine()
    }
    self.inodes = inodes
  }
}
