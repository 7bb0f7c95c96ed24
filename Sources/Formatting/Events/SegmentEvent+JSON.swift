internal import Kernel
internal import SafeText
package import SharedMemory
package import SystemPackage

extension Snapshot {
  /// Writes each event as a JSON object on a line of its own, and hands the bytes to `drain`.
  ///
  /// `taken` is the time of this snapshot. `previous_size` is set for `grown` and `shrunk`, and `process` for
  /// `held` and `let-go` if it is known; else both are `null`. `segment` has the members of a segment in
  /// `list --json`.
  package func writeJSONLines(
    of events: [SegmentEvent], _ drain: @escaping ([UInt8]) throws(Errno) -> Void
  ) throws(Errno) {
    var json = JSONWriter(drain)
    let format = FormatOptions(charset: .utf8, of: self)
    for event in events {
      try json.line { json throws(Errno) in
        json.number("schema", 1)
        json.time("taken", timestamp)
        json.constant("event", event.change.constant)
        json.number("previous_size", event.change.previousSize)
        try json.holder(event.change.holder, format)
        try json.object("segment") { json throws(Errno) in
          event.segment.write(to: &json, format)
        }
      }
    }
    try json.handOver()
  }
}

extension SegmentEvent.Change {
  /// The size before, in bytes; `nil` if it is the same.
  fileprivate var previousSize: UInt64? {
    switch self {
    case .grown(let size), .shrunk(let size): size
    case .created, .removed, .held, .letGo, .freed: nil
    }
  }

  /// The process that holds it now, or does no more; `nil` if it is not known, and for other changes.
  fileprivate var holder: Holder? {
    switch self {
    case .held(let holder), .letGo(let holder): holder
    case .created, .grown, .shrunk, .removed, .freed: nil
    }
  }
}

extension JSONWriter {
  /// Writes a process in short.
  fileprivate mutating func holder(_ holder: Holder?, _ format: FormatOptions) throws(Errno) {
    guard let holder else { return null("process") }
    try object("process") { json throws(Errno) in
      json.number("pid", holder.process.rawValue)
      json.number("uid", holder.user.rawValue)
      json.user("user", holder.user, format.accounts)
      json.string("command") { $0.append(escaping: holder.command, in: .utf8) }
    }
  }
}
