internal import Formatting
internal import Kernel
internal import Query
internal import SafeText
internal import SharedMemory

/// Words that begin with what is typed, at most one for each segment.
///
/// A word is offered only if it selects its segment: the name `sysv:0` reads as the ID of another one, so that
/// segment is offered as `/sysv:0`.
///
/// Why: Decisions/105-completion-selects-what-it-names.md
struct SegmentCandidates {
  let words: [String]

  /// The words of segments with a name or an ID; if none matches, those of the others, for which processes are
  /// scanned.
  init(typed: String) {
    var reader = SnapshotReader(readsOnce: true)
    let words = Self.words(of: reader.read([]), typed)
    let canBeUnnamed =
      !typed.isEmpty
      && ["unlinked:", "memfd:"].contains { prefix in
        prefix.hasPrefix(typed) || typed.hasPrefix(prefix)
      }
    self.words =
      words.isEmpty && canBeUnnamed ? Self.words(of: reader.read(.holders), typed) : words
  }

  static func words(of snapshot: Snapshot, _ typed: String) -> [String] {
    let index = SegmentIndex(snapshot)
    var shortest: [String] = []
    var fitting: [String] = []
    for segment in snapshot.segments {
      let forms = forms(of: segment)
      guard forms.contains(where: { $0.hasPrefix(typed) }) else { continue }
      let valid = forms.filter { selects($0, segment, in: index) }
      if let first = valid.first, first.hasPrefix(typed) { shortest.append(first) }
      if let form = valid.first(where: { $0.hasPrefix(typed) }) { fitting.append(form) }
    }
    // `p` offers the name `python`, and not every segment as `posix:/…`.
    let isFormOpen = !typed.hasPrefix("/") && !typed.contains(":")
    return isFormOpen && !shortest.isEmpty ? shortest : fitting
  }

  private static func selects(_ form: String, _ segment: Segment, in index: SegmentIndex) -> Bool {
    guard !form.hasPrefix("-"), form.utf8.allSatisfy({ $0.isPlainInShell || $0 == backslash }),
      case .segment(let selected)? = Selector(Array(form.utf8))?.resolve(in: index)
    else { return false }
    return selected.identity.id == segment.identity.id
  }

  /// The forms in which a segment can be given, the shortest first.
  private static func forms(of segment: Segment) -> [String] {
    switch segment.identity {
    case .systemV(let identity):
      let number = "\(identity.shmID.rawValue)"
      return [number, "sysv:" + number] + (segment.key.map { ["key:\(text(of: $0))"] } ?? [])
    case .posix(let name, _):
      let plain = String(validating: name.bytes, as: UTF8.self).flatMap { name in
        name.utf8.allSatisfy(\.isPlainInShell) ? name : nil
      }
      return (plain.map { [$0, "/" + $0] } ?? []) + ["posix:/" + escaped(name.bytes)]
    case .unlinked, .memfd: return [DisplayText(segment.identity.id, in: .ascii).string]
    }
  }

  private static func text(of key: IPCKey) -> String {
    var text = DisplayText()
    text.append(hex: UInt64(key.rawValue), width: 8)
    return "0x" + text.string
  }

  /// A name in plain characters only: `a b` → `a\x20b`.
  private static func escaped(_ name: [UInt8]) -> String {
    var text = DisplayText()
    for byte in name {
      if byte.isPlainInShell {
        text.append(escaping: [byte], in: .ascii)
      } else {
        text.append(literal: "\\x")
        text.append(hex: UInt64(byte), width: 2)
      }
    }
    return text.string
  }

  private static let backslash = UInt8(ascii: "\\")
}
