package import Kernel
package import SystemPackage

/// The way in which a segment's bytes are accessed.
///
/// Why: Decisions/18-side-effects-need-consent.md
package enum AccessMethod: Hashable, Sendable {
  /// The file itself.
  case file
  /// The file itself, for a user who may not keep its access time unchanged.
  case fileMovingAccessTime
  /// The mapping of a process that has it attached: `/proc/PID/map_files`.
  case mapping(of: ProcessID)
  /// A brief attachment; the memory stays open after it.
  case briefAttachment
  /// An attachment for as long as the segment is open.
  case attachment
  /// Like ``attachment``, but all pages are read.
  ///
  /// With pages in swap, or huge pages, holes cannot be told from data.
  case attachmentMakingPages

  /// The changes that it makes to the segment.
  package var sideEffects: SideEffects {
    switch self {
    case .file, .mapping: .nothing
    case .fileMovingAccessTime: .accessTime
    case .briefAttachment: .attachAndDetach
    case .attachment: .staysAttached
    case .attachmentMakingPages: .makesPages
    }
  }

  /// The changes that reading makes to a segment, from least to most.
  package enum SideEffects: Int, Comparable, Sendable {
    /// No page, time stamp or count changes.
    case nothing
    /// `st_atime` can move.
    case accessTime
    /// `shm_atime`, `shm_dtime` and `shm_lpid` change.
    case attachAndDetach
    /// Like ``attachAndDetach``, and `shm_nattch` is one higher while the segment is open.
    case staysAttached
    /// Like ``staysAttached``, and reading allocates pages that the segment never had.
    case makesPages

    package static func < (left: SideEffects, right: SideEffects) -> Bool {
      left.rawValue < right.rawValue
    }
  }
}

/// Why a segment's bytes are not read.
package enum ContentsError: Error, Hashable, Sendable {
  /// Even the quietest method has side effects, which the caller must accept.
  case hasSideEffects(AccessMethod.SideEffects)
  /// `kernel.shm_rmid_forced` is on: detaching would destroy the segment.
  case wouldDestroy
  /// It no longer exists.
  case gone
  /// Another segment has its name or number now.
  case replaced
  /// Its mode does not let this user read it.
  case notPermitted
  /// Some of it went to swap after it was opened. Pages in swap look like holes; a caller that
  /// accepts ``AccessMethod/SideEffects/makesPages`` can read it.
  case wentToSwap
  /// Any other error.
  case failed(Errno)

  /// Makes an error of a failed read of an open segment.
  package init(reading error: Errno) {
    self = error == .pagesInSwap ? .wentToSwap : .failed(error)
  }
}

extension Errno {
  /// Pages are in swap or are holes; the kernel does not say which.
  ///
  /// No system call that reads fails with this error number.
  static let pagesInSwap = Errno.noData
}
