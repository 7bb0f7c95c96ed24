internal import Kernel
internal import SystemPackage

/// A read-only attachment of this process to a System V segment; it ends with the value.
///
/// The memory is read through `/proc/self/mem`, and never through the mapping. All pages are read if
/// the segment is of huge pages. The C functions are `shmat` and `shmdt`.
///
/// Why: Decisions/19-reading-with-pread.md
final class SystemVAttachment: Sendable {
  /// Where the mapping begins.
  let address: UInt
  /// Its bytes.
  let size: Int
  /// Whether pages that are not in memory are read too, as nobody can tell which of them are holes.
  let readsAllPages: Bool
  /// Whether somebody has agreed that pages are made, should it come to that.
  let mayMakePages: Bool
  let shmID: ShmID
  /// The directory that `proc` is looked for in.
  let root: FilePath

  /// Attaches a segment; with `readsAllPages` all its pages are read in any case.
  init(
    _ shmID: ShmID, root: FilePath = "/", readsAllPages: Bool = false, mayMakePages: Bool = false
  ) throws(ContentsError) {
    size = try Self.size(of: shmID)
    do throws(Errno) {
      address = UInt(bitPattern: try SysVShm.attach(shmID, isWritable: false))
    } catch {
      throw Self.refusal(error)
    }
    self.shmID = shmID
    self.root = root
    self.mayMakePages = mayMakePages
    let tellsHoles =
      InternalFilesystems.read().first == Self.mapping(at: address, root: root)?.device
    self.readsAllPages = readsAllPages || !tellsHoles
  }

  deinit { SysVShm.detach(UnsafeRawPointer(bitPattern: address)) }

  /// How many bytes a segment has; fails where this program may not attach it for reading.
  ///
  /// The C function is `shmctl(IPC_STAT)`, which wants the same right.
  static func size(of shmID: ShmID) throws(ContentsError) -> Int {
    do throws(Errno) { return try SysVShm.status(of: shmID).size } catch { throw refusal(error) }
  }

  private static func refusal(_ error: Errno) -> ContentsError {
    error == .invalidArgument ? .gone : ContentsError(error)
  }

  /// Opens the memory behind the attachment, so that the attachment can end.
  func openOwnMapping() throws(ContentsError) -> FileDescriptor {
    // Its end is looked up, as huge pages round the size up further than others.
    guard let line = Self.mapping(at: address, root: root) else {
      throw .failed(.noSuchFileOrDirectory)
    }
    do throws(Errno) { return try line.open(of: "self", root: root) } catch { throw .failed(error) }
  }

  /// What `/proc` says of the mapping that begins at an address.
  private static func mapping(at address: UInt, root: FilePath) -> MapsLine? {
    guard let maps = try? ProcFile.read(root.appending("proc/self/maps")) else { return nil }
    var cursor = ByteParser(maps)
    while !cursor.isAtEnd {
      if let line = MapsLine(&cursor), line.addresses?.lowerBound == UInt64(address) { return line }
    }
    return nil
  }
}
