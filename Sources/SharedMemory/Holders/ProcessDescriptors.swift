private import Glibc
internal import Kernel
internal import SystemPackage

/// The open files of one process that may be segments: `/proc/PID/fd`.
struct ProcessDescriptors {
  let files: SegmentFiles
  /// The thread that they belong to, if it is not the process's first.
  var thread: ProcessID?

  /// A descriptor for an object that may be a segment.
  struct Found {
    let number: Int32
    let thread: ProcessID?
    let object: Mapping.Object
    let isWritable: Bool
    /// The path as the kernel writes it, for files that are in no listing.
    let path: [UInt8]?
  }

  /// Reads the descriptors of the process whose directory in `/proc` is open.
  ///
  /// `path` is the path of `fd` below that directory. Returns the descriptors that may be segments,
  /// and the number of all descriptors.
  func read(
    _ path: String, of process: FileDescriptor
  ) throws(Errno) -> (found: [Found], all: Int) {
    let stream = try DirectoryStream(beneath: process, path: Array(path.utf8))
    var found: [Found] = []
    var link = [CChar](repeating: 0, count: Int(PATH_MAX))
    var all = 0
    while let name = try stream.next() {
      all += 1
      let length: Int
      do throws(Errno) {
        length = try syscall { readlinkat(stream.file.rawValue, name, &link, link.count) }
      } catch {
        if error == .noSuchFileOrDirectory || error == .noSuchProcess { continue }
        length = 0
      }
      // The link of a pipe or a socket does not start with a slash: `pipe:[42]`. A path that is too
      // long for the kernel gives an error, and `length` is 0.
      if length > 0 && link[0] != CChar(bitPattern: UInt8(ascii: "/")) { continue }
      let text = link.prefix(length).map { UInt8(bitPattern: $0) }
      let status: FileStatus
      do throws(Errno) { status = try FileStatus(ofTarget: name, in: stream.file) } catch {
        // The descriptor was closed in the meantime, or its file cannot be a segment: no matter.
        let isGone = error == .noSuchFileOrDirectory || error == .noSuchProcess
        let canBeSegment = text.isEmpty || Self.prefixes.contains { text.starts(with: $0) }
        if isGone || !canBeSegment { continue }
        throw error
      }
      let object = files.object(
        device: status.identity.device, inode: status.identity.inode
      ) { text[...] }
      guard let object, status.mode.type == .regular,
        let number = Int32(String(cString: name))
      else { continue }
      let isWritable =
        (try? FileStatus(of: name, in: stream.file))
        .map { $0.mode.rawValue & 0o200 != 0 } ?? false
      found.append(
        Found(
          number: number, thread: thread, object: object.object, isWritable: isWritable,
          path: object.path))
    }
    return (found, all)
  }

  /// The prefixes of links to segments.
  private static let prefixes = ["/dev/shm/", "/memfd:", "/SYSV"].map { Array($0.utf8) }
}
