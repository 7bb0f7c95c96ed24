internal import Kernel

/// What System V segments use of the kernel's limits.
struct SystemVUse: Sendable {
  let segments: Int
  /// The pages that the kernel counts against SHMALL: those of all sizes, rounded up; `nil` if the size of a
  /// page is unknown.
  ///
  /// The C member is `shm_tot` of `struct shm_info`.
  let pages: UInt64?

  init(of all: [Segment], pageSize: UInt64?) {
    var segments = 0
    var pages: UInt64 = 0
    let page = pageSize ?? 0
    for index in all.indices where all[index].kind == .systemV {
      segments += 1
      guard page > 0 else { continue }
      let size = all[index].size
      pages = pages.addingSaturated(size / page + (size % page > 0 ? 1 : 0))
    }
    self.segments = segments
    self.pages = page > 0 ? pages : nil
  }
}
