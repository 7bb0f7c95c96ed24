private import Glibc
internal import Kernel
internal import SharedMemory
internal import SystemPackage

/// An attachment of this process to a System V segment for reading and writing, for the lifetime of the value.
///
/// The memory is read and written through `/proc/self/mem`, so that an error is an error and no signal. The C
/// functions are `shmat` and `shmdt`.
final class WritableAttachment {
  private let address: UnsafeMutableRawPointer
  /// The memory of this program.
  let memory: OwnedFile
  /// The size of the segment in bytes.
  let size: UInt64

  /// Attaches a segment, if it is still the one that was selected.
  init(_ identity: SystemVIdentity) throws(ChangeError) {
    do throws(Errno) {
      memory = OwnedFile(try FileDescriptor.open("/proc/self/mem", flags: O_RDWR))
      address = try SysVShm.attach(identity.shmID, isWritable: true)
    } catch {
      throw ChangeError(error)
    }
    do throws(Errno) {
      // Now that it is attached, its ID cannot become another's.
      let (current, _, _) = try SystemVStatus.read(identity.shmID, root: "/")
      size = UInt64(try SysVShm.status(of: identity.shmID).size)
      guard current == identity else { throw .identifierRemoved }
    } catch {
      SysVShm.detach(address)
      throw error == .identifierRemoved ? .replaced : ChangeError(error)
    }
  }

  deinit { SysVShm.detach(address) }

  /// Its address, as an offset in ``memory``.
  var start: Int64 { Int64(Int(bitPattern: address)) }
}
