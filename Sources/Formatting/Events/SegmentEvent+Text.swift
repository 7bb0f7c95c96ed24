internal import Kernel
package import SafeText
package import SharedMemory

extension SegmentEvent.Change {
  /// The change in one word.
  var constant: StaticString {
    switch self {
    case .created: "created"
    case .grown: "grown"
    case .shrunk: "shrunk"
    case .removed: "removed"
    case .held: "held"
    case .letGo: "let-go"
    case .freed: "freed"
    }
  }
}

extension DisplayText {
  /// An event as `shmtop events` prints it: the time of the look, the change, the ID, the size, the owner,
  /// and what is particular to the change.
  ///
  ///     2026-11-21T06:20:11+01:00 grown   posix:/data 8M ann, from 4M
  package init(_ event: SegmentEvent, _ format: FormatOptions) {
    let segment = event.segment
    self.init()
    append(format.now, format)
    append(literal: " ")
    let start = columns
    append(literal: event.change.constant)
    pad(to: 8, from: start)
    append(segment.identity.id, in: format.charset)
    switch segment.identity {
    case .systemV: if let key = segment.key, key != .private { append(" \(key: key)") }
    case .posix: break
    case .unlinked, .memfd:
      append(literal: " ")
      append(labelOf: segment, in: format.charset)
    }
    append(" \(bytes: segment.size, format.units)")
    if let owner = segment.owner?.user { append(" \(user: owner, format)") }
    switch event.change {
    case .grown(let size), .shrunk(let size): append(", from \(bytes: size, format.units)")
    case .held(let holder?), .letGo(let holder?): append(", by \(holder: holder, format.charset)")
    case .held(nil), .letGo(nil): append(literal: ", by a process that was not seen")
    case .created, .removed, .freed: break
    }
  }
}
