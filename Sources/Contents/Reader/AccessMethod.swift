package import Kernel
package import SystemPackage

/// How a segment's bytes are reached.
///
/// Why: Decisions/18-side-effects-need-consent.md
package enum AccessMethod: Hashable, Sendable {
  /// The file itself.
  case file
  /// The file itself, for a user who may not leave its access time alone.
  case fileMovingAccessTime
  /// The mapping of a process that has it attached: `/proc/PID/map_files`.
  case mapping(of: ProcessID)
  /// An attachment of one moment, behind which the memory stays open.
  case briefAttachment
  /// An attachment for as long as the bytes are looked at.
  case attachment
  /// As ``attachment``, but all pages are read: with pages in swap, or huge pages, holes cannot be
  /// told from data.
  case attachmentMakingPages

  /// What it changes in the segment.
  package var sideEffects: SideEffects {
    switch self {
    case .file, .mapping: .nothing
    case .fileMovingAccessTime: .accessTime
    case .briefAttachment: .attachAndDetach
    case .attachment: .staysAttached
    case .attachmentMakingPages: .makesPages
    }
  }

  /// What reading a segment's bytes changes in it, from nothing to most.
  package enum SideEffects: Int, Comparable, Sendable {
    /// No page, no time stamp, no count.
    case nothing
    /// `st_atime` can move.
    case accessTime
    /// `shm_atime`, `shm_dtime` and `shm_lpid` change.
    case attachAndDetach
    /// As ``attachAndDetach``, and `shm_nattch` is one more meanwhile.
    case staysAttached
    /// As ``staysAttached``, and pages that the segment never had are made when they are read.
    case makesPages

    package static func < (left: SideEffects, right: SideEffects) -> Bool {
      left.rawValue < right.rawValue
    }
  }
}

/// Why a segment's bytes are not read.
package enum ContentsError: Error, Hashable, Sendable {
  /// The quietest method there is costs something; who agrees to that asks again.
  case hasSideEffects(AccessMethod.SideEffects)
  /// `kernel.shm_rmid_forced` is on: an attachment that ends would destroy the segment.
  case wouldDestroy
  /// It is there no more.
  case gone
  /// Another segment has its name or number now.
  case replaced
  /// Its mode keeps this user from reading it.
  case notPermitted
  /// Some of it went to swap after it was opened. Pages in swap look like holes; a caller that
  /// accepts ``AccessMethod/SideEffects/makesPages`` can read it.
  case wentToSwap
  /// Any other error.
  case failed(Errno)

  /// Why bytes of an open segment could not be read.
  package init(reading error: Errno) {
    self = error == .pagesInSwap ? .wentToSwap : .failed(error)
  }
}

extension Errno {
  /// Pages are in swap or are holes; the kernel does not tell which.
  ///
  /// No call that reads fails with this number.
  static let pagesInSwap = Errno.noData
}
