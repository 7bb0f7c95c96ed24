internal import Kernel
internal import SystemPackage

extension POSIXDirectory {
  /// One directory of the walk.
  struct Visit {
    let root: FileDescriptor
    /// The directory below `/dev/shm`, or `nil` for that itself.
    let directory: ShmName?
    /// The file system, as `st_dev`; what lies on another is no part of it.
    let device: UInt64
    let swapIsInUse: Bool?

    /// Adds the directory's files to the listing and returns the directories in it.
    func list(into listing: inout Listing) throws(Errno) -> [ShmName] {
      var directories: [ShmName] = []
      let stream = try DirectoryStream(beneath: root, path: directory?.bytes)
      while let entry = try stream.next() {
        let status: FileStatus
        do throws(Errno) { status = try FileStatus(of: entry, in: stream.file) } catch {
          // A file that went since the directory was read is not there, and no problem.
          continue
        }
        let name = name(of: entry)
        let type = status.mode.type
        let isMountPoint = status.identity.device != device
        if type == .regular && !isMountPoint {
          listing.segments.append(
            Segment(
              .posix(name, status.identity), name.isSemaphore ? .semaphore : .posix, status,
              swapIsInUse))
          continue
        }
        listing.others.append(
          NonSegment(
            name: name, type: type, owner: status.owner, identity: status.identity,
            isMountPoint: isMountPoint))
        if type == .directory && !isMountPoint { directories.append(name) }
      }
      return directories
    }

    private func name(of entry: UnsafePointer<CChar>) -> ShmName {
      let file = UnsafeRawBufferPointer(start: entry, count: DirectoryStream.length(entry))
      guard let directory else { return ShmName(file) }
      return ShmName(directory.bytes + [UInt8(ascii: "/")] + file)
    }
  }
}
