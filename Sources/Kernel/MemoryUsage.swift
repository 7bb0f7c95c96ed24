package import SystemPackage

/// The shared memory and the swap in use on the host: `/proc/meminfo`, see proc_meminfo(5).
package struct MemoryUsage: Hashable, Sendable {
  /// Bytes of all shared memory and all tmpfs files in RAM: `Shmem`.
  package let shared: UInt64
  /// Bytes of swap in use: `SwapTotal` minus `SwapFree`.
  package let swapped: UInt64

  package init(shared: UInt64, swapped: UInt64) {
    self.shared = shared
    self.swapped = swapped
  }

  /// Reads `/proc/meminfo` below `root`.
  package init(root: FilePath) throws(ReadProblem) {
    let path = root.appending("proc/meminfo")
    try self.init(try ProcFile.read(path), at: path)
  }

  /// Reads the kernel's text; `path` is for problems only.
  package init(_ text: [UInt8], at path: FilePath) throws(ReadProblem) {
    var cursor = ByteParser(text)
    var values: [String: UInt64] = [:]
    while !cursor.isAtEnd {
      if let word = cursor.word(), let number = cursor.unsigned() {
        values[String(decoding: word, as: UTF8.self)] = number.multipliedSaturated(by: 1024)
      }
      cursor.skipLine()
    }
    for name in ["Shmem:", "SwapTotal:", "SwapFree:"] where values[name] == nil {
      throw ReadProblem(path, .missingColumn(name))
    }
    let total = values["SwapTotal:", default: 0]
    shared = values["Shmem:", default: 0]
    swapped = total - min(total, values["SwapFree:", default: 0])
  }
}
