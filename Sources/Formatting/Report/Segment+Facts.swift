internal import Kernel
package import SafeText
package import SharedMemory

extension Segment {
  /// All facts but those that its kind does not have, and but its holders.
  func facts(_ format: FormatOptions) -> [SegmentReport.Fact] {
    var exact = format
    exact.units = .bytes
    return Field.all.filter { $0 != .holders }.compactMap { field in
      var value = field.text(of: self, format)
      guard value != "-" else { return nil }
      let bytes = field.text(of: self, exact)
      if bytes != value { value.append(" (\(bytes))") }
      if field == .creatorPID, let creatorCommand {
        value.append(literal: " ")
        value.append(escaping: creatorCommand, in: format.charset)
      }
      return SegmentReport.Fact(name: field.name, value: value, meaning: field.meaning)
    }
  }

  /// Who makes such segments, and what they advise.
  func applicationLines(_ format: FormatOptions) -> [DisplayText] {
    guard let entry = application else { return [] }
    var text: DisplayText = "Application: "
    text.append(escaping: entry.application.name.bytes, in: format.charset)
    if let process = entry.process {
      text.append(", made by process \(process.rawValue) by its name")
    }
    if entry.application.isSuspicious {
      text.append(literal: "; nothing that belongs into shared memory")
    }
    return [text] + [entry.application.advice(in: format.charset)].compactMap { $0 }
  }
}

extension DisplayText {
  /// Makes the heading of what is about one segment: what names it on the command line, and the
  /// name that it had or the label that it has.
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
