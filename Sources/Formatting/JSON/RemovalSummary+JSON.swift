internal import SafeText
package import SystemPackage

extension RemovalSummary {
  /// Writes the summary as one JSON document, schema 1, and hands its bytes to `drain`.
  ///
  /// `outcome` is a fixed word for each result; `message` is `null` if there is nothing to add.
  package func writeJSON(_ drain: @escaping ([UInt8]) throws(Errno) -> Void) throws(Errno) {
    var json = JSONWriter(drain)
    try json.object { json throws(Errno) in
      json.number("schema", 1)
      json.time("taken", timestamp)
      json.bool("dry_run", isDryRun)
      json.bool("interrupted", isInterrupted)
      json.number("chosen", entries.count)
      json.number("chosen_bytes", allocated)
      json.number("removed", count(.removed))
      json.number("gone", count(.gone))
      json.number("changed", count(.changed))
      json.number("not_permitted", count(.notPermitted))
      json.number("failed", count(.failed))
      json.number("untouched", count(.untouched))
      json.number("unknown_names", unknownNames)
      json.number("warned", warned)
      json.number("bytes_freed", freed)
      try json.array("segments") { json throws(Errno) in
        for entry in entries {
          try json.object { json throws(Errno) in
            json.string("id") { $0.append(entry.segment, in: .utf8) }
            json.number("allocated", entry.allocated)
            json.constant("outcome", entry.outcome.code)
            json.string("message", entry.message.isEmpty ? nil : entry.message) { $0.append($1) }
          }
        }
      }
    }
    try json.finish()
  }
}
