internal import SafeText
package import SystemPackage

extension RemovalSummary {
  /// Writes the summary as one JSON document, schema 1, and hands its bytes to `drain`.
  ///
  /// `outcome` is a fixed word for each result; `message` is `null` if there is nothing to add. `state`,
  /// `reasons`, `consequence` and `advice` are those before the removal; `advice` is `null` if the developers
  /// of the application have none.
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
            try json.report(reports[entry.segment])
          }
        }
      }
    }
    try json.finish()
  }
}

extension JSONWriter {
  fileprivate mutating func report(_ report: RemovalReport?) throws(Errno) {
    constant("state", report?.state?.constant)
    if let report, report.state != nil {
      try array("reasons") { json throws(Errno) in
        for reason in report.reasons {
          try json.object { json throws(Errno) in
            json.constant("code", reason.code)
            json.string("text") { $0.append(reason.text) }
          }
        }
      }
    } else {
      null("reasons")
    }
    string("consequence", report?.consequence) { $0.append($1) }
    string("advice", report?.advice) { $0.append($1) }
  }
}
