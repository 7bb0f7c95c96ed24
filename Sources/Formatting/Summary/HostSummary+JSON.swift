internal import Kernel
internal import SafeText
package import SharedMemory
package import SystemPackage

extension HostSummary {
  /// Writes the summary as one JSON document, schema 1, and hands its bytes to `drain`.
  ///
  /// `limits` has the same keys as in `list --json`, and `use` has `null` for a limit that could not be read. Each sum has `segments`, `size` and `allocated` in bytes;
  /// with `complete` false they are lower bounds.
  package func writeJSON(_ drain: @escaping ([UInt8]) throws(Errno) -> Void) throws(Errno) {
    var json = JSONWriter(drain)
    let format = FormatOptions(charset: .utf8, of: snapshot)
    try json.object { json throws(Errno) in
      try json.head(of: snapshot)
      try json.object("use") { json throws(Errno) in
        let rows = LimitRow.all(of: self)
        for row in rows {
          try json.object(row.code) { json throws(Errno) in
            json.number("used", row.used)
            json.number("limit", row.limit)
            json.bool("unlimited", row.isUnlimited)
            json.number("percent", row.percent)
            json.bool("alarming", row.isAlarming)
          }
        }
        let known = Set(rows.map(\.code.description))
        for code in LimitRow.codes where !known.contains(code.description) { json.null(code) }
      }
      try json.object("by_kind") { json throws(Errno) in
        for kind in Segment.Kind.allCases {
          try json.object(kind.constant) { json throws(Errno) in json.sum(totals.sum(of: kind)) }
        }
      }
      try json.object("by_state") { json throws(Errno) in
        for state in Verdict.State.allCases {
          try json.object(state.constant) { json throws(Errno) in json.sum(states[state]) }
        }
      }
      try json.array("by_owner") { json throws(Errno) in
        for part in owners.parts {
          try json.object { json throws(Errno) in
            json.number("uid", part.key?.rawValue)
            json.user("user", part.key, format.accounts)
            json.sum(part.sum)
          }
        }
      }
      try json.array("by_application") { json throws(Errno) in
        for part in applications.parts {
          try json.object { json throws(Errno) in
            json.string("application", part.key) { $0.append(escaping: $1, in: .utf8) }
            json.sum(part.sum)
          }
        }
      }
      try writeMemory(to: &json)
      try json.array("shm_faults") { json throws(Errno) in
        for fault in snapshot.faults {
          try json.object { json throws(Errno) in
            json.constant("code", fault.code.constant)
            json.string("text") { $0.append(DisplayText(fault, format)) }
            json.bool("alarming", fault.isAlarming)
          }
        }
      }
      guard let oldestOrphan else { return json.null("oldest_orphan") }
      try json.object("oldest_orphan") { json throws(Errno) in
        json.string("id") { $0.append(oldestOrphan.identity.id, in: .utf8) }
        json.time("birth", oldestOrphan.birth)
        json.number(
          "age",
          oldestOrphan.birth.map { snapshot.timestamp.seconds.subtractingSaturated($0.seconds) })
      }
    }
    try json.finish()
  }

  /// Writes the host's shared memory and what explains it, in bytes; `other` is `null` unless it is known.
  private func writeMemory(to json: inout JSONWriter) throws(Errno) {
    guard let memory = snapshot.memory else { return json.null("memory") }
    try json.object("memory") { json throws(Errno) in
      json.number("shmem", memory.shared)
      json.number("swap_used", memory.swapped)
      json.number("named", totals.named.allocated.least)
      json.number("removed", totals.removed.allocated.least)
      json.number("memfd", totals.memfds.allocated.least)
      json.number("huge_pages", totals.hugePages.allocated.least)
      json.number("other", totals.unexplained(of: memory).bytes)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func sum(_ sum: Totals.Sum) {
    number("segments", sum.count)
    number("size", sum.size)
    number("allocated", sum.allocated.least)
    bool("complete", sum.isComplete)
  }
}
