internal import Formatting
internal import Kernel
internal import Operations
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

extension FuzzTarget {
  /// The table of System V segments.
  static let sysvipc = FuzzTarget(name: "sysvipc") { text in
    do throws(ReadProblem) {
      let listing = try SystemVTable.listing(of: text, at: "shm")
      var malformed = 0
      if case .malformedLines(_, let count)? = listing.problem?.reason { malformed = count }
      let rows = lines(in: text) - (text.last == 0x0a || text.isEmpty ? 1 : 0) - 1
      return listing.segments.count + malformed == max(0, rows) ? nil : "a row is not counted"
    } catch {
      if case .missingColumn = error.reason { return nil }
      return "\(error)"
    }
  }

  /// The JSON of a saved segment.
  static let saved = FuzzTarget(name: "saved") { text in
    do throws(DocumentProblem) {
      let metadata = try SegmentMetadata(json: text)
      if metadata.size > UInt64(Int64.max) { return "too large" }
      if metadata.mode.rawValue > 0o7777 { return "no mode" }
      for owner in [metadata.owner, metadata.creator].compactMap(\.self)
      where owner.user.rawValue == .max || owner.group.rawValue == .max { return "no user" }
      guard case .posix(let name) = metadata.name else { return nil }
      let parts = name.bytes.split(separator: 0x2f, omittingEmptySubsequences: false)
      let isBeneath = parts.allSatisfy {
        !$0.isEmpty && $0.count <= 255 && !$0.elementsEqual(".".utf8)
          && !$0.elementsEqual("..".utf8)
      }
      return isBeneath && !name.bytes.contains(0) ? nil : "a name outside of /dev/shm"
    } catch {
      return error.text.utf8.isEmpty ? "no message" : nil
    }
  }

  /// A segment on the command line.
  static let selector = FuzzTarget(name: "selector") { text in
    switch Selector(text) {
    case .shmID(let number)?:
      return text == Array("sysv:\(number.rawValue)".utf8) ? nil : "two spellings"
    case .bare(let name, let number)?:
      if name.bytes != text { return "another name" }
      return number.map { text == Array("\($0.rawValue)".utf8) } ?? true ? nil : "two spellings"
    case .name(let name)?:
      let written = Array("posix:/".utf8) + DisplayText(escaping: name.bytes, in: .utf8).utf8
      return Selector(written) == .name(name) ? nil : "is not read as it is written"
    case .key(let key)?: return key.rawValue == 0 ? "the key of private segments" : nil
    case .unlinked(let id)?:
      return Selector(Array(DisplayText(id, in: .utf8).utf8)) == .unlinked(id)
        ? nil : "is not read as it is written"
    case nil: return nil
    }
  }

  /// A query, as it is typed in the monitor and after `--where`.
  static let filter = FuzzTarget(name: "filter") { text in
    let read = { (text: [UInt8]) throws(FilterTextProblem) in
      try Filter(text: text) { name in name == [UInt8(ascii: "x")] ? nil : UserID(rawValue: 1000) }
    }
    let format = FormatOptions(charset: .utf8, now: .now)
    let labels = NameIndex(of: segments, in: .utf8)
    do throws(FilterTextProblem) {
      let filter = try read(text)
      let negated = try read(Array("!(".utf8) + text + Array(")".utf8))
      for (row, segment) in segments.enumerated() {
        let isMatch = filter.matches(segment, format)
        let scene = Filter.Scene(format, labels: labels)
        if filter.matches(row, of: segments, in: scene) != isMatch { return "the index differs" }
        if let rows = filter.rows(by: labels), rows[row] != isMatch { return "the rows differ" }
        if isMatch && negated.matches(segment, format) { return "true and false" }
      }
      return try read(filter.text) == filter ? nil : "is not read as it is written"
    } catch {
      // A blank text is a filter, but nothing that can be negated.
      let range = error.range
      if error.problem == .nothing, text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return nil }
      if range.upperBound > text.count + 3 { return "an error outside of the text" }
      return error.message.isEmpty ? "no message" : nil
    }
  }

  /// One segment of each kind with a name or a number, for filters.
  private static let segments: [Segment] = {
    let table = "key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime ctime\n"
    let row = "5432001 32769 600 4096 870 871 1 1000 1000 1000 1000 1795237200 0 1795150800\n"
    let named = Segment(
      identity: .posix(
        ShmName("a/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab".utf8),
        FileIdentity(device: 25, inode: 1, birth: nil)),
      kind: .posix, size: 1, allocated: nil, resident: nil, swapped: nil, mode: nil, owner: nil,
      times: Segment.Times())
    let listing = try? SystemVTable.listing(of: Array((table + row).utf8), at: "shm")
    return (listing?.segments ?? []) + [named]
  }()
}
