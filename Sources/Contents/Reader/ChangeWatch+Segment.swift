package import Kernel
package import SharedMemory
package import SystemPackage

extension ChangeWatch {
  /// Watches the file of a segment; `nil` if this user may not, or if the segment is another by now.
  ///
  /// A segment without a name is found through its holders. A System V segment is found through a process that
  /// has it attached, so this wants one; its attachments are not reported, only that they end.
  package static func watch(
    _ segment: Segment, _ uses: Uses, root: FilePath = "/"
  ) -> ChangeWatch? {
    FileCapabilities.use(for: .reading) {
      do throws(ContentsError) {
        switch segment.identity {
        case .systemV(let identity):
          guard let attachments = segment.attachments, attachments > 0,
            let (_, file) = AttachedSegment(identity, root: root).open()
          else { return nil }
          return try watch(OwnedFile(file), uses)
        case .posix(let name, let file):
          return try SegmentFile.find(name, file, root: root) { link throws(ContentsError) in
            try watch(link, uses)
          }
        case .unlinked(_, let file), .memfd(_, let file):
          return try SegmentFile.find(file, heldBy: segment.holders ?? [], root: root) {
            link throws(ContentsError) in try watch(link, uses)
          }
        }
      } catch {
        return nil
      }
    }
  }

  private static func watch(_ file: OwnedFile, _ uses: Uses) throws(ContentsError) -> ChangeWatch {
    do throws(Errno) { return try ChangeWatch(of: file.file, uses) } catch { throw .failed(error) }
  }
}
