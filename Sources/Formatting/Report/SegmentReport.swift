package import Contents
package import SafeText
package import SharedMemory

/// Everything about one segment as text, the most important first.
package struct SegmentReport: Sendable {
  /// One fact: its name, its value and its meaning.
  package struct Fact: Equatable, Sendable {
    package let name: DisplayText
    package let value: DisplayText
    package let meaning: DisplayText
  }

  /// Its name on the command line, then its own name if that differs.
  package let title: DisplayText
  /// Whether it is safe to remove, in one word; `?` if processes were not scanned.
  package let state: DisplayText
  /// The reasons for the state, one a line.
  package let reasons: [DisplayText]
  /// When its memory is freed; `nil` if it has a name.
  package let whenFreed: DisplayText?
  /// The number of its holders, and how complete and how old the scan is.
  package let holders: DisplayText
  /// Its holders; `nil` if none are known.
  package let holderTable: Grid?
  /// The memory that its holders free only together; `nil` if one of them is enough.
  package let freedTogether: DisplayText?
  /// The application that creates such segments, and what to know before removal.
  package let application: [DisplayText]
  /// The facts in its first bytes; empty if they were not read.
  package let contents: [DisplayText]
  /// Whether such bytes do not belong in shared memory.
  package let isSuspicious: Bool
  package let facts: [Fact]

  /// A report on a segment, with the scan of processes that its verdict rests on.
  ///
  /// `signature` is what its first bytes tell; `nil` if they were not read. See also
  /// ``init(ofGone:_:)``.
  package init(
    of segment: Segment, signature: ContentSignature? = nil, _ scan: HolderScan?,
    _ format: FormatOptions
  ) {
    title = DisplayText(titleOf: segment, in: format.charset)
    state = segment.verdict?.state.text ?? "?"
    reasons =
      segment.verdict?.reasons.map { reason in
        var text = DisplayText()
        text.append(reason, format)
        return text
      } ?? ["processes were not scanned"]
    whenFreed = segment.whenFreed(scan, format)
    holders = segment.holderSummary(scan, format)
    holderTable = segment.holderTable(scan, format)
    freedTogether = segment.freedTogether(scan, format)
    application = segment.applicationLines(signature?.evidence ?? .unread, format)
    let holdsProgram = segment.application?.application.holdsProgram == true
    contents = signature?.lines(expectsProgram: holdsProgram, format) ?? []
    isSuspicious = signature?.isSuspicious == true && !holdsProgram
    facts = segment.facts(format)
  }

  /// A report on a segment that no longer exists: what does not change with its end, and its last
  /// holders.
  package init(ofGone segment: Segment, _ format: FormatOptions) {
    title = DisplayText(titleOf: segment, in: format.charset)
    state = "gone"
    var reasons: [DisplayText] = ["it no longer exists"]
    if let state = segment.verdict?.state { reasons.append("it was last seen as \(state.text)") }
    self.reasons = reasons
    whenFreed = nil
    holders = segment.lastHolders(format)
    holderTable = nil
    freedTogether = nil
    // What follows the first line is advice.
    application = Array(segment.applicationLines(.unread, format).prefix(1))
    contents = []
    isSuspicious = false
    facts = segment.lastingFacts(format)
  }

  /// The report as lines of text: the title and state, then the rest indented.
  package var bytes: [UInt8] {
    var lines: [DisplayText] = reasons
    if let whenFreed { lines.append(whenFreed) }
    lines.append("Holders: \(holders)")
    if let holderTable {
      let places = holderTable.places(in: .max / 2)
      lines.append("  \(holderTable.headings(at: places))")
      for row in holderTable.rows.indices {
        lines.append("  \(holderTable.line(row, at: places))")
      }
    }
    if let freedTogether { lines.append(freedTogether) }
    lines += application + contents
    let width = facts.reduce(0) { max($0, $1.name.columns) }
    for fact in facts {
      var line = fact.name
      line.pad(to: width + 2)
      line.append(fact.value)
      lines.append(line)
    }
    let end = UInt8(ascii: "\n")
    let heading: DisplayText = "\(title)  \(state)"
    return lines.reduce(into: heading.utf8 + [end]) { output, line in
      let indented: DisplayText = "  \(line)"
      output += indented.utf8
      output.append(end)
    }
  }
}
