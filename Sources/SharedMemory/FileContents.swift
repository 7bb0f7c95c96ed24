internal import SystemPackage

/// Files of `/proc`, which have no size and are read until their end.
enum FileContents {
  /// All bytes of a file.
  ///
  /// The C functions are `open` and `read`.
  ///
  /// `step` is how many bytes to ask for at a time.
  static func read(_ path: FilePath, step: Int = 4096) throws(ReadProblem) -> [UInt8] {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      defer { try? file.close() }
      var bytes: [UInt8] = []
      while true {
        let used = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: step))
        let got = try bytes.withUnsafeMutableBytes { buffer in
          try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[used...]))
        }
        bytes.removeLast(step - got)
        if got == 0 { return bytes }
      }
    } catch {
      throw ReadProblem(path, .failed(error as? Errno ?? .ioError))
    }
  }
}
