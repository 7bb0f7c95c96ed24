internal import SystemPackage
internal import Kernel
package import SharedMemory

extension ContentsReader {
  /// Whether nothing but this reader keeps the memory: the segment has no name any more, and nobody
  /// else would be seen to have it.
  package func isLastReference(with segment: Segment) -> Bool {
    switch (segment.identity, source) {
    case (.posix, .file(let file)):
      return (try? FileStatus(of: file))?.links == 0
    case (.unlinked(_, let file), _), (.memfd(_, let file), _):
      // Others may have come since; to let go of what they hold does no harm.
      return !Self.isHeld(file, by: segment.holders ?? [], root: root)
    case (.systemV(let identity), _):
      do throws(Errno) {
        let (_, mode, attachments) = try SystemVStatus.read(identity.shmID, root: root)
        return mode.isRemoved && attachments <= (way.cost >= .staysAttached ? 1 : 0)
      } catch {
        switch error {
        case .noSuchFileOrDirectory, .identifierRemoved, .invalidArgument: return true
        default: return false
        }
      }
    case (.posix, .attachment):
      return true
    }
  }
}
