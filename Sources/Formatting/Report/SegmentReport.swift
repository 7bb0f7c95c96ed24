package import Contents
package import SafeText
package import SharedMemory

/// All that is to be said of one segment, in the order in which somebody wants to know it.
package struct SegmentReport: Sendable {
  /// One fact: what it is called, its value and what that means.
  package struct Fact: Equatable, Sendable {
    package let name: DisplayText
    package let value: DisplayText
    package let meaning: DisplayText
  }

  /// What names it on the command line, and its name where that is not the same.
  package let title: DisplayText
  /// Whether it is safe to remove, in one word; `?` where nobody has looked.
  package let state: DisplayText
  /// Why, one reason a line.
  package let reasons: [DisplayText]
  /// When its memory goes, of one without a name.
  package let outlook: DisplayText?
  /// How many hold it, how sure that is and how old.
  package let holders: DisplayText
  /// Who holds it; `nil` where nobody is known.
  package let holderTable: Grid?
  /// Who makes such segments and what they advise.
  package let application: [DisplayText]
  /// What its bytes tell, where somebody has looked at them.
  package let contents: [DisplayText]
  /// Whether they are nothing that belongs into shared memory.
  package let isSuspicious: Bool
  package let facts: [Fact]

  /// A report by the look at processes that the segment was judged by.
  ///
  /// `findings` are what its bytes tell, where somebody has looked at them.
  package init(
    of segment: Segment, findings: ContentSignature? = nil, _ scan: HolderScan?,
    _ format: FormatOptions
  ) {
    title = DisplayText(titleOf: segment, in: format.charset)
    state = segment.verdict?.state.text ?? "?"
    reasons =
      segment.verdict?.reasons.map { reason in
        var text = DisplayText()
        text.append(reason, format)
        return text
      } ?? ["nobody has looked who holds it"]
    outlook = segment.outlook(scan, format)
    holders = segment.holderSummary(scan, format)
    holderTable = segment.holderTable(scan, format)
    application = segment.applicationLines(format)
    contents = findings?.lines(format) ?? []
    isSuspicious = findings?.isSuspicious == true
    facts = segment.facts(format)
  }

  /// The report as lines of text: the first says what it is about, the others are indented.
  package var bytes: [UInt8] {
    var lines: [DisplayText] = reasons
    if let outlook { lines.append(outlook) }
    lines.append("Holders: \(holders)")
    if let holderTable {
      let places = holderTable.places(in: .max / 2)
      lines.append("  \(holderTable.headings(at: places))")
      for row in holderTable.rows.indices {
        lines.append("  \(holderTable.line(row, at: places))")
      }
    }
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
