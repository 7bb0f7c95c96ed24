internal import Contents
internal import Kernel
package import Operations
internal import SafeText
package import SharedMemory
package import SystemPackage

extension Snapshot {
  /// Writes the metadata of a copy of one segment: a document like that of the whole snapshot, with the
  /// extended attributes of the file as `attributes`, and the `checksum` of the bytes in hexadecimal.
  ///
  /// Attributes are `null` if they are not known. Each has a `name`, if needed its bytes in `name_bytes`, and
  /// its `value` in hexadecimal.
  package func writeMetadata(
    of segment: Segment, _ facts: Backup.Facts,
    _ drain: @escaping ([UInt8]) throws(Errno) -> Void
  ) throws(Errno) {
    let document = Snapshot(
      timestamp: timestamp, segments: [segment], limits: limits, memory: memory,
      fileSystem: fileSystem, accounts: accounts, scan: scan,
      unlisted: Set(Segment.Kind.allCases))
    try document.writeJSON(segmentsAt: [0], drain) { json throws(Errno) in
      json.string("checksum") { text in
        for byte in facts.checksum.bytes { text.append(hex: UInt64(byte), width: 2) }
      }
      guard let attributes = facts.attributes else { return json.null("attributes") }
      try json.array("attributes") { json throws(Errno) in
        for attribute in attributes {
          try json.object { json throws(Errno) in json.write(attribute) }
        }
      }
    }
  }

  /// Writes the snapshot as one JSON document, schema 1, and hands its bytes to `drain`.
  ///
  /// Sizes are in bytes, times in ISO 8601 and UTC. A value that is not known or does not apply is
  /// `null`; no key is ever missing. Text is escaped as on a terminal, always in UTF-8. If that
  /// changed a name, `name_bytes` has its bytes in hexadecimal.
  package func writeJSON(
    segmentsAt positions: [Int], _ drain: @escaping ([UInt8]) throws(Errno) -> Void
  ) throws(Errno) {
    try writeJSON(segmentsAt: positions, drain) { _ in }
  }

  /// Writes each segment as a JSON object on a line of its own: the members that it has in the document of
  /// ``writeJSON(segmentsAt:_:)``, after `schema` and `taken`.
  package func writeJSONLines(
    segmentsAt positions: [Int], _ drain: @escaping ([UInt8]) throws(Errno) -> Void
  ) throws(Errno) {
    var json = JSONWriter(drain)
    let format = FormatOptions(charset: .utf8, of: self)
    // Reading them through the snapshot would copy it for each segment.
    let (segments, timestamp) = (segments, timestamp)
    try json.objects(positions.count, asLines: true) { json, index throws(Errno) in
      json.number("schema", 1)
      json.time("taken", timestamp)
      segments[positions[index]].write(to: &json, format)
    }
    try json.handOver()
  }

  /// Writes the document, with the members that `writeMore` writes at its end.
  private func writeJSON(
    segmentsAt positions: [Int], _ drain: @escaping ([UInt8]) throws(Errno) -> Void,
    _ writeMore: (inout JSONWriter) throws(Errno) -> Void
  ) throws(Errno) {
    var json = JSONWriter(drain)
    let format = FormatOptions(charset: .utf8, of: self)
    try json.object { json throws(Errno) in
      try json.head(of: self)
      // Reading them through the snapshot would copy it for each segment.
      let segments = segments
      try json.array("segments") { json throws(Errno) in
        try json.objects(positions.count) { json, index throws(Errno) in
          segments[positions[index]].write(to: &json, format)
        }
      }
      try writeOthers(to: &json, format)
      try writeMore(&json)
    }
    try json.finish()
  }

  /// Writes the files in `/dev/shm` that are not segments; `null` if it could not be read.
  private func writeOthers(
    to json: inout JSONWriter, _ format: FormatOptions
  ) throws(Errno) {
    guard areOthersRead else { return json.null("others") }
    try json.array("others") { json throws(Errno) in
      for other in others {
        try json.object { json throws(Errno) in other.write(to: &json, format) }
      }
    }
  }

  /// Writes the processes that will receive descriptors in flight, in the order of their PIDs.
  fileprivate func writeInFlight(to json: inout JSONWriter) throws(Errno) {
    guard let inFlight = scan?.inFlight else { return json.null("in_flight") }
    let receivers = inFlight.sorted { $0.key.rawValue < $1.key.rawValue }
    try json.array("in_flight") { json throws(Errno) in
      for (process, count) in receivers {
        try json.object { json throws(Errno) in
          json.number("pid", process.rawValue)
          json.number("descriptors", count)
        }
      }
    }
  }

  fileprivate func writeLimits(to json: inout JSONWriter) {
    json.number("shmmni", limits?.segments)
    json.number("shmmax", limits?.segmentSize)
    json.number("shmall", limits?.pages)
    json.number("sysv_segments", systemVSegments)
    json.number("shm_filesystem_size", fileSystem?.size)
    json.number("shm_filesystem_used", fileSystem?.used)
    json.number("shmall_pages_used", systemVPages)
    json.number("shm_filesystem_inodes", fileSystem?.inodes)
    json.number("shm_filesystem_inodes_used", fileSystem?.usedInodes)
  }
}

extension JSONWriter {
  /// Writes what every document on a snapshot begins with.
  mutating func head(of snapshot: Snapshot) throws(Errno) {
    number("schema", 1)
    time("taken", snapshot.timestamp)
    bool("complete", snapshot.scan?.isComplete)
    number("processes", snapshot.scan?.processes)
    number("unreadable_processes", snapshot.scan?.unreadable.count)
    try snapshot.writeInFlight(to: &self)
    try object("limits", snapshot.writeLimits)
  }
}

extension NonSegment {
  fileprivate func write(to json: inout JSONWriter, _ format: FormatOptions) {
    json.name("name", name)
    json.string("type") { $0.append(typeText) }
    json.number("uid", owner.user.rawValue)
    json.user("user", owner.user, format.accounts)
  }
}
