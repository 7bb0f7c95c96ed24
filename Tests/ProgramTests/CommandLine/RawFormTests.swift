internal import SafeText
internal import TestSupport
internal import Testing

/// `list --raw`, read back and compared with JSON.
@Suite("The raw form", .needs(.sysAdmin), .waits) struct RawFormTests {
  /// The columns that JSON has as one number.
  private static let numbers = [
    "SIZE": "size", "ALLOC": "allocated", "RES": "resident", "SWAP": "swapped", "UID": "uid",
    "GID": "gid", "CUID": "creator_uid", "CGID": "creator_gid", "CPID": "creator_pid",
    "LPID": "last_pid", "SHMID": "shmid", "ATT": "attached",
  ]
  /// The columns that JSON has as one text.
  private static let texts = [
    "ID": "id", "KEY": "key", "OWNER": "user", "GROUP": "group", "STATE": "state", "PERMS": "mode",
    "COMMAND": "creator_command", "BIRTH": "create_time", "ATTACH": "attach_time",
    "DETACH": "detach_time", "CTIME": "change_time", "MTIME": "modify_time",
  ]
  private static let others = ["NAME", "STATUS", "HOLDERS", "CMDLINE"]

  /// The documents of `list -J` and of `list --raw`, of segments with hostile names and holders.
  private func listed() throws -> (segments: [JSONValue], rows: [[String: String]]) {
    let columns = (Array(Self.numbers.keys) + Array(Self.texts.keys) + Self.others).joined(
      separator: ",")
    let outcome = try TestNamespace.run(
      """
      printf x >psm_1; printf x >"$(printf 'n\\nl\\ttab\\377 ')"; printf x >-; printf x >'?'; printf x >sem.x
      ipcmk -M 4096 >/dev/null; hold memfd 'a,b(1)' >/dev/null; hold map /dev/shm/psm_1 >/dev/null
      tmp=$(mktemp -d /tmp/shmtop-test.XXXXXX); ln -s "$(command -v sleep)" "$tmp/a,b(1)"
      runs() { until tr '\\0' ' ' </proc/$!/cmdline | grep -qF -e "$1"; do :; done; }
      "$tmp/a,b(1)" 1000 3<psm_1 & runs 'a,b(1) 1000'
      mkfifo $tmp/in; exec 9<>$tmp/in
      bash -c 'exec -a "?" cat' <&9 3<psm_1 & runs '? '
      bash -c 'exec -a "-" cat' <&9 3<psm_1 & runs '- '
      $0 list -J; $0 list --raw -P -o \(columns); rm -r $tmp
      """)
    #expect(outcome.status == .exited(0), "\(outcome)")
    let lines = outcome.text.split(separator: "\n", omittingEmptySubsequences: false)
    let document = try JSONValue(document: Array(try #require(lines.first).utf8))
    let cells = lines.dropFirst().dropLast().map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let headings = try #require(cells.first)
    let rows = cells.dropFirst().map {
      Dictionary(uniqueKeysWithValues: zip(headings, $0))
    }
    return (document["segments"]?.elements ?? [], rows)
  }

  private func text(_ value: JSONValue?) -> String? {
    if case .string(let text)? = value { text } else { nil }
  }

  private func bytes(_ text: String?) -> [UInt8] {
    text.flatMap { DisplayText.bytes(unescaping: Array($0.utf8)) } ?? []
  }

  @Test func `has what JSON has, and loses nothing`() throws {
    let (segments, rows) = try listed()
    #expect(segments.count == rows.count && rows.count >= 7)
    for (segment, row) in zip(segments, rows) {
      for (column, key) in Self.numbers {
        let cell = row[column]?.trimmingPrefix("≥").trimmingPrefix(">=")
        let number = UInt64(cell ?? "").map { JSONValue.number($0) } ?? .null
        // A file without a holder has no attachments, which are not known if not all was read.
        if column == "ATT", segment[key] == .number(0), number == .null { continue }
        #expect(segment[key] == number, "\(column): \(row)")
      }
      for (column, key) in Self.texts {
        let cell = row[column]
        #expect(
          text(segment[key]) == (cell == "-" || cell == "?" ? nil : cell), "\(column): \(row)")
      }
      #expect((row["STATUS"] == "removed") == (segment["removed"] == .bool(true)), "\(row)")
      if let name = text(segment["name"]) {
        let prefix = text(segment["kind"]) == "memfd" ? "memfd:" : ""
        #expect(row["NAME"] == prefix + name)
      }
      let holders = segment["holders"]?.elements ?? []
      let named = holders.map { holder -> [UInt8] in
        guard case .number(let process)? = holder["pid"] else { return [] }
        return bytes(text(holder["command"])) + Array(":\(process)".utf8)
      }
      let read = (row["HOLDERS"] ?? "").split(separator: ",").compactMap { item -> [UInt8]? in
        let parts = item.split(separator: "(")
        return parts.count == 2
          ? bytes(String(parts[0])) + Array(":\(parts[1].dropLast())".utf8) : nil
      }
      #expect(read == named, "\(row)")
      let lines = row["CMDLINE"]?.components(separatedBy: ", ").map { $0 == "-" ? [] : bytes($0) }
      let written = holders.map { bytes(text($0["command_line"])) }
      if row["CMDLINE"] != "?" {
        #expect(Set(lines ?? []) == Set(written.isEmpty ? [[]] : written))
      }
    }
    for line in [#"\x3f"#, #"\x2d"#, #"a\x2cb"#] {
      #expect(rows.contains { $0["CMDLINE"]?.contains(line) == true }, "\(line): \(rows)")
    }
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    var rest = self[...]
    var parts: [String] = []
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
