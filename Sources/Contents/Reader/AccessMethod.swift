package import Kernel
package import SystemPackage

/// A way to access a segment's bytes.
///
/// Why: Decisions/18-side-effects-need-consent.md
package enum AccessMethod: Hashable, Sendable {
  /// The file itself.
  case file
  /// The file itself, by a user who may not keep its access time unchanged.
  case fileUpdatingAccessTime
  /// The file itself, while pages of it are in swap.
  case fileInSwap
  /// The mapping of a process that has it attached: `/proc/PID/map_files`.
  case mapping(of: ProcessID)
  /// Such a mapping, while pages of the segment are in swap.
  case mappingInSwap(of: ProcessID)
  /// A file that is opened through a brief attachment, and stays open after the detach.
  case briefAttachment
  /// An attachment for as long as the segment is open.
  case attachment
  /// Like ``attachment``, but all pages are read, because holes cannot be told from data.
  ///
  /// That is so if pages are in swap, or if the segment uses huge pages.
  case attachmentAllocatingPages

  /// The changes that this method makes to the segment.
  package var sideEffects: SideEffects {
    switch self {
    case .file, .mapping: .nothing
    case .fileUpdatingAccessTime: .accessTime
    case .fileInSwap, .mappingInSwap: .swapsIn
    case .briefAttachment: .attachAndDetach
    case .attachment: .staysAttached
    case .attachmentAllocatingPages: .allocatesPages
    }
  }

  /// Whether the segment is read from its own file, so that the file's times tell of it.
  var isFile: Bool {
    switch self {
    case .file, .fileUpdatingAccessTime, .fileInSwap: true
    case .mapping, .mappingInSwap, .briefAttachment, .attachment, .attachmentAllocatingPages: false
    }
  }

  /// The changes that reading makes to a segment, from least to most.
  package enum SideEffects: Int, Comparable, Sendable {
    /// No change to any page, time stamp or count.
    case nothing
    /// `st_atime` can change.
    case accessTime
    /// Pages in swap come back into RAM.
    case swapsIn
    /// `shm_atime`, `shm_dtime` and `shm_lpid` change.
    case attachAndDetach
    /// Like ``attachAndDetach``, and `shm_nattch` is one higher while the segment is open.
    case staysAttached
    /// Like ``staysAttached``, and reading allocates pages that the segment never had.
    case allocatesPages

    package static func < (left: SideEffects, right: SideEffects) -> Bool {
      left.rawValue < right.rawValue
    }
  }
}

/// Why a segment's bytes cannot be read.
package enum ContentsError: Error, Hashable, Sendable {
  /// Even the method with the least side effects has these, which the caller has not accepted.
  case hasSideEffects(AccessMethod.SideEffects)
  /// `kernel.shm_rmid_forced` is on: detaching would destroy the segment.
  case wouldDestroy
  /// It no longer exists.
  case gone
  /// Another segment has its name or ID now.
  case replaced
  /// This user may not read it.
  case notPermitted
  /// A process has a lease on its file; an open would send that process a signal.
  case leased
  /// A part of it was moved to swap after it was opened, and pages in swap look like holes.
  ///
  /// A caller that accepts ``AccessMethod/SideEffects/allocatesPages`` can read it.
  case wentToSwap
  /// Any other error.
  case failed(Errno)

  /// The error for a failed read of an open segment.
  package init(reading error: Errno) {
    self = error == .pagesInSwap ? .wentToSwap : .failed(error)
  }
}

extension Errno {
  /// Pages are in swap or are holes, and the kernel does not say which.
  ///
  /// The number is this program's own use of `ENODATA`, with which no `read` of a segment fails.
  static let pagesInSwap = Errno.noData
}
