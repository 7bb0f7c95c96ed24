package import Contents
internal import Kernel
package import SafeText
package import SharedMemory

/// Everything that is said about a segment before it is removed, by the monitor and by `shmtop rm`.
package struct RemovalReport: Sendable {
  /// Its name on the command line.
  package let title: DisplayText
  /// Its kind, size, owner, key and age.
  package let facts: DisplayText
  /// Its state; `nil` if processes were not scanned.
  let state: Verdict.State?
  /// The reasons for its state, each with its code in JSON.
  let reasons: [(code: StaticString, text: DisplayText)]
  /// The memory that is freed now, and what is freed only later.
  package let consequence: DisplayText
  /// Another name of its file, which keeps its memory; `nil` if none is known.
  package let otherNames: DisplayText?
  /// The facts in its first bytes; empty if they were not read.
  package let contents: [DisplayText]
  /// The advice of the developers of its application; `nil` if there is none.
  package let advice: DisplayText?
  /// Its holders with their users, if they are more than ``consequence`` names.
  package let holders: [DisplayText]
  /// The request to type its ID, if its developers warn against removal; otherwise `nil`.
  package let request: DisplayText?

  /// A report on a segment that was selected alone.
  ///
  /// `scan` is the one that its verdict rests on, and `others` are the segments of the same snapshot.
  /// `attachments` are those of other programs; `nil` if they are not counted. `bytes` are what its
  /// contents say of its application, and `signature` is everything that they tell.
  package init(
    on segment: Segment, attachments: UInt64?, bytes: ContentsEvidence,
    signature: ContentSignature? = nil, scan: HolderScan?, others: [Segment],
    _ format: FormatOptions
  ) {
    title = DisplayText(segment.identity.id, in: format.charset)
    facts = DisplayText(factsOf: segment, format)
    state = segment.verdict?.state
    reasons = (segment.verdict?.reasons ?? []).map { reason in
      var text = DisplayText()
      text.append(reason, format)
      return (reason.code, text)
    }
    consequence = segment.consequence(attachments: attachments, scan, format)
    otherNames = segment.keptByOtherNames(among: others, format)
    let application = segment.application(by: bytes)?.application
    contents =
      signature?.lines(expectsProgram: application?.holdsProgram == true, format) ?? []
    advice = application?.advice(afterRemoval: segment.isRemoved, in: format.charset)
    let holders = scan.map(segment.holdersByRelease) ?? []
    self.holders = holders.count > Segment.mostNamedHolders ? holders.map { $0.line(format) } : []
    if case .allowedWithTypedID = RemovalPolicy.decision(
      on: segment, selectedBy: .row, bytes: bytes)
    {
      request = "To remove it, type \(title)"
    } else {
      request = nil
    }
  }

  /// The report on a segment of a snapshot.
  package init(
    on segment: Segment, signature: ContentSignature?, in snapshot: Snapshot,
    _ format: FormatOptions
  ) {
    self.init(
      on: segment, attachments: segment.attachments, bytes: signature?.evidence ?? .unread,
      signature: signature, scan: snapshot.scan, others: snapshot.segments, format)
  }

  /// Its state with all reasons; `nil` if processes were not scanned.
  ///
  ///     orphan: the kernel counts no attachments; creator 3187 is gone
  package var verdict: DisplayText? {
    guard var text = state?.text else { return nil }
    for (index, reason) in reasons.enumerated() {
      text.append(literal: index == 0 ? ": " : "; ")
      text.append(reason.text)
    }
    return text
  }

  /// Everything below the title, one fact a line.
  package var lines: [DisplayText] {
    var lines = [facts]
    if let verdict { lines.append(verdict) }
    lines.append(consequence)
    if let otherNames { lines.append(otherNames) }
    lines += contents
    if let advice { lines.append(advice) }
    if !holders.isEmpty { lines.append("Held by:") }
    return lines + holders.map { "  \($0)" }
  }
}

extension DisplayText {
  /// The kind, size, owner, key and age of a segment that a question is about.
  package init(factsOf segment: Segment, _ format: FormatOptions) {
    self = "\(segment.kind.text), \(spelling: segment.size)"
    if let owner = segment.owner { append(", owner \(user: owner.user, format)") }
    if let key = segment.key, key != .private { append(", key \(key: key)") }
    if let born = segment.birth { append(", \(age: born, now: format.now) old") }
  }
}

extension Holder {
  /// Its name, PID and user.
  fileprivate func line(_ format: FormatOptions) -> DisplayText {
    "\(holder: self, format), \(user: user, format)"
  }
}
