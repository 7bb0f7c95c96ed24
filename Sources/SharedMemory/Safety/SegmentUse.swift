internal import Kernel
package import SystemPackage

/// Whether a segment still exists and whether anything holds it, as far as one look tells.
package struct SegmentUse: Hashable, Sendable {
  package enum State: Sendable {
    /// Neither a name, a number nor a holder leads to it.
    case gone
    /// It exists, and nothing holds it.
    case unheld
    /// A process, a mount or a loop device holds it.
    case held
    /// It exists, and it is not known whether anything holds it.
    case unknown
    /// It was not found, but not everything could be read.
    case missing
  }

  package let state: State
  /// Why it is in this state; empty if it is gone, or if tables could not be read.
  package let reasons: [Verdict.Reason]
  /// Whether that nothing holds it is known by a scan alone, and not by the kernel's answer.
  ///
  /// A scan can miss a process that moves its mapping meanwhile, so one scan is not enough.
  package let isByScanAlone: Bool

  init(_ state: State, _ reasons: [Verdict.Reason] = [], isByScanAlone: Bool = false) {
    self.state = state
    self.reasons = reasons
    self.isByScanAlone = isByScanAlone
  }
}

extension SegmentUse {
  /// The use of a segment whose memory the kernel has reported as freed.
  package static let freed = SegmentUse(.gone)

  /// The use of a System V segment: the kernel counts its attachments.
  package init(of identity: SystemVIdentity, root: FilePath = "/") {
    do throws(Errno) {
      let (current, _, attachments) = try FileCapabilities.use(for: .reading) {
        () throws(Errno) in try SystemVStatus.read(identity.shmID, root: root)
      }
      let isSame = Identity.systemV(current).isSameSegment(as: .systemV(identity))
      self.init(
        !isSame ? .gone : attachments > 0 ? .held : .unheld,
        !isSame ? [] : attachments > 0 ? [.attached(attachments)] : [.notAttached])
    } catch {
      let isGone = [.identifierRemoved, .invalidArgument].contains(error)
      self.init(isGone ? .gone : .missing)
    }
  }

  /// The use of a file with this identity, also if it has lost its name since.
  ///
  /// The snapshot must have holders.
  package init(of identity: Identity, in snapshot: Snapshot) {
    let uses = snapshot.segments.filter { $0.identity.isSameSegment(as: identity) }.map(Self.init)
    // Each name of a file is a segment, and a holder can be known by one of the names only.
    let worst =
      uses.first { $0.state == .held } ?? uses.first { $0.state == .unknown } ?? uses.first
    self = worst ?? Self(ofMissing: identity, in: snapshot)
  }

  private init(ofMissing identity: Identity, in snapshot: Snapshot) {
    let isUnnamed = if case .posix = identity { false } else { true }
    if !isUnnamed && !snapshot.unlisted.isDisjoint(with: [.posix, .semaphore]) {
      self.init(.missing)
    } else if snapshot.areProcessesRead {
      self.init(.gone, isByScanAlone: true)
    } else {
      self.init(.missing, snapshot.doubts)
    }
  }

  /// The use of a file by its verdict, which can be in doubt for other reasons than holders.
  private init(of segment: Segment) {
    if segment.isHeldAnywhere == false {
      self.init(.unheld, [.notOpen])
      return
    }
    guard let verdict = segment.verdict else {
      self.init(.unknown, [.notScanned])
      return
    }
    switch verdict.state {
    case .inUse, .removed: self.init(.held, verdict.reasons)
    case .unknown: self.init(.unknown, verdict.reasons)
    case .idle, .orphan: self.init(.unheld, verdict.reasons, isByScanAlone: true)
    }
  }
}
