private import Glibc
internal import Kernel
internal import SystemPackage

extension SystemVAttachment {
  /// Fills memory from an offset on; less of it only where the segment ends.
  ///
  /// Pages that are not in memory are zeros and stay absent, unless all are read: reading a page
  /// that the segment never had would make it.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int64
  ) throws(Errno) -> Int {
    guard !buffer.isEmpty, offset >= 0, offset < size else { return 0 }
    let range = Int(offset)..<(Int(offset) + min(buffer.count, size - Int(offset)))
    let memory = try openMemory()
    defer { try? memory.close() }
    var position = range.lowerBound
    while position < range.upperBound {
      let (isPresent, end) = try run(from: position, upTo: range.upperBound)
      let part = UnsafeMutableRawBufferPointer(
        rebasing: buffer[(position - range.lowerBound)..<(end - range.lowerBound)])
      if isPresent {
        let start = Int64(bitPattern: UInt64(address)) + Int64(position)
        guard try memory.fill(part, from: start) == part.count else { throw .ioError }
      } else {
        part.initializeMemory(as: UInt8.self, repeating: 0)
      }
      position = end
    }
    return range.count
  }

  private func openMemory() throws(Errno) -> FileDescriptor {
    try .open(root.appending("proc/self/mem"), flags: O_RDONLY)
  }
}
