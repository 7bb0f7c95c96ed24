internal import Kernel
package import SafeText
package import SharedMemory

extension Segment {
  /// The number of holders that a sentence names.
  static let mostNamedHolders = 3

  /// What its removal frees now, and what is freed only later.
  ///
  /// The kernel counts the attachments of a System V segment; `attachments` are those of other
  /// programs. The holders of a file are known from `scan`, or from the kernel's answer.
  func consequence(
    attachments: UInt64?, _ scan: HolderScan?, _ format: FormatOptions
  ) -> DisplayText {
    if !hasName {
      return whenFreed(scan, format) ?? DisplayText(memoryFreedAfter: nil)
    }
    return kind == .systemV
      ? consequence(of: attachments ?? 0, format) : consequenceForFile(scan, format)
  }

  private func consequence(of attachments: UInt64, _ format: FormatOptions) -> DisplayText {
    guard attachments > 0 else {
      if allocated == 0 {
        return "No process has it attached. It uses no memory, so removing it frees none."
      }
      return "No process has it attached: removing it frees \(memory) at once."
    }
    var text: DisplayText = "It is in use: \(counted: attachments, "attachment")"
    if let holders, !holders.isEmpty { text.append(" of \(Self.names(of: holders, format))") }
    text.append(". After removal no process can find it; ")
    text.append(memoryFreedAfter: attachments)
    text.append(" (\(memory)).")
    return text
  }

  private func consequenceForFile(_ scan: HolderScan?, _ format: FormatOptions) -> DisplayText {
    if hasOtherNames {
      let use: DisplayText =
        holders?.isEmpty == false
        ? "It is in use by \(Self.names(of: holders ?? [], format)). " : ""
      return "\(use)Removing this name frees nothing: its file has other names."
    }
    let age = scan.map { DisplayText(summaryOf: $0, now: format.now) } ?? DisplayText()
    if let holders, !holders.isEmpty {
      return """
        It is in use by \(Self.names(of: holders, format)). Removing it removes the name at once; \
        \(freed("when the last holder closes it or exits")).
        """
    }
    if let mount = kernelHolders.first {
      return """
        It is held by \(kernelHolder: mount, format). Removing it removes the name at once; \
        \(freed("when nothing holds it")).
        """
    }
    if isHeldAnywhere == true {
      return """
        The kernel says that it is held, but no holder was found. Removing it removes the name at \
        once; \(freed("when nothing holds it")).
        """
    }
    // That is certain, whatever a scan has missed.
    if isHeldAnywhere == false { return "Nothing holds it: \(freedAtOnce)." }
    if let scan, holders != nil, scan.isComplete || verdict?.state == .orphan {
      return "No holder was found (\(age)): \(freedAtOnce)."
    }
    let source: DisplayText = age.isEmpty ? "" : " (\(age))"
    return """
      Removing it removes the name at once; \(freed("when no process has it mapped or open")). Whether \
      \(allocated == 0 ? "a process holds it" : "one does") is not known\(source).
      """
  }

  /// The sentence that another name of its file keeps its memory; `nil` if none is known.
  func keptByOtherNames(among segments: [Segment], _ format: FormatOptions) -> DisplayText? {
    guard hasOtherNames, let file else { return nil }
    let others = segments.filter {
      $0.file == file && $0.identity != identity && !$0.isRemoved
    }
    guard let first = others.first else { return nil }
    var text: DisplayText =
      "Its memory stays with its other name, \(DisplayText(first.identity.id, in: format.charset))"
    if others.count > 1 { text.append(" and \(others.count - 1) more") }
    text.append(literal: ".")
    return text
  }

  /// The first holders by name, and the number of the others.
  package static func names(of holders: [Holder], _ format: FormatOptions) -> DisplayText {
    var text = DisplayText()
    for (index, holder) in holders.prefix(mostNamedHolders).enumerated() {
      let isLast = index == holders.count - 1
      if index > 0 { text.append(isLast ? " and " : ", ") }
      text.append("\(holder: holder, format)")
    }
    if holders.count > mostNamedHolders {
      text.append(" and \(holders.count - mostNamedHolders) more")
    }
    return text
  }

  private var memory: DisplayText { "\(bytes: allocated ?? size, .human)" }

  /// What a removal frees now: `removing it frees 4K`.
  private var freedAtOnce: DisplayText {
    allocated == 0 ? "it uses no memory, so removing it frees none" : "removing it frees \(memory)"
  }

  /// What is freed only later: `4K is freed when nothing holds it`.
  private func freed(_ condition: DisplayText) -> DisplayText {
    allocated == 0 ? "it uses no memory" : "\(memory) is freed \(condition)"
  }
}
