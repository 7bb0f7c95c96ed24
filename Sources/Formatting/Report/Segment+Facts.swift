internal import Kernel
package import SafeText
package import SharedMemory

extension Segment {
  /// The values of all fields that apply to its kind, except those of the table of its holders.
  func facts(_ format: FormatOptions) -> [SegmentReport.Fact] {
    var exact = format
    exact.units = .bytes
    let elsewhere: [Field] = [
      .holders, .descriptors, .unit, .commandLine, .creatorCommand, .semaphoreValue,
      .semaphoreWaiters,
    ]
    return Field.all.filter { !elsewhere.contains($0) }.compactMap { field in
      var value = field.text(of: self, format)
      guard value != "-" else { return nil }
      let bytes = field.text(of: self, exact)
      if bytes != value { value.append(" (\(bytes))") }
      if field == .creatorPID, let creatorCommand {
        value.append(" \(escaping: creatorCommand, format.charset)")
      }
      return SegmentReport.Fact(name: field.name, value: value, meaning: field.meaning)
    }
  }

  /// The facts that remain true of a segment that is gone.
  func lastingFacts(_ format: FormatOptions) -> [SegmentReport.Fact] {
    let passing: [Field] = [
      .allocated, .resident, .swapped, .attachments, .state, .status, .age,
    ]
    let names = Set(passing.map(\.name))
    return facts(format).filter { !names.contains($0.name) }
  }

  /// The application that creates such segments, and what to know before removal.
  func applicationLines(_ bytes: ContentsEvidence, _ format: FormatOptions) -> [DisplayText] {
    guard let entry = application(by: bytes) else { return [] }
    let advice = entry.application.advice(afterRemoval: isRemoved, in: format.charset)
    if entry.application.isGuess { return [advice].compactMap { $0 } }
    var text: DisplayText = "Application: \(escaping: entry.application.name.bytes, format.charset)"
    if let process = entry.processes.first, kind != .systemV {
      text.append(", created by process \(process.rawValue) according to its name")
    }
    if entry.application.isSuspicious { text.append("; does not belong in shared memory") }
    return [text] + [advice].compactMap { $0 }
  }
}

extension DisplayText {
  /// The title of a report: the name of a segment on the command line, then the name that it had,
  /// or its label.
  package init(titleOf segment: Segment, in charset: Charset) {
    self.init(segment.identity.id, in: charset)
    switch segment.identity {
    case .systemV, .posix: break
    case .unlinked, .memfd:
      append(literal: "  ")
      append(labelOf: segment, in: charset)
    }
  }
}
