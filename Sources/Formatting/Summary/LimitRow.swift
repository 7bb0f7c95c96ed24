internal import Kernel
internal import SafeText
internal import SharedMemory

/// A limit of shared memory as `shmtop summary` prints it.
struct LimitRow: Sendable {
  /// The name of the kernel's setting, or of the file system.
  let name: DisplayText
  /// A fixed word for it, for programs.
  let code: StaticString
  let isInBytes: Bool
  /// What is used; `nil` if that is not known.
  let used: UInt64?
  let limit: UInt64?
  let isUnlimited: Bool
  let percent: UInt64?
  let isAlarming: Bool
  /// What is limited.
  let meaning: DisplayText

  private init(_ limit: ResourceLimit) {
    self.limit = limit.limit
    used = limit.used
    isUnlimited = limit.isUnlimited
    percent = limit.percent
    isAlarming = limit.isAlarming
    switch limit.resource {
    case .segments:
      (name, code, isInBytes) = ("SHMMNI", "shmmni", false)
      meaning = "System V segments"
    case .segmentBytes:
      (name, code, isInBytes) = ("SHMALL", "shmall", true)
      meaning = "bytes of all System V segments"
    case .fileSystemBytes:
      (name, code, isInBytes) = ("/dev/shm", "shm_filesystem", true)
      meaning = "bytes in /dev/shm"
    case .inodes:
      (name, code, isInBytes) = ("inodes", "shm_filesystem_inodes", false)
      meaning = "files in /dev/shm"
    }
  }

  private init(
    _ name: DisplayText, _ code: StaticString, used: UInt64?, of limit: UInt64,
    meaning: DisplayText
  ) {
    self.name = name
    self.code = code
    isInBytes = true
    self.used = used
    // The kernel's own default is a page and more below the largest number.
    isUnlimited = limit >= Self.unlimited
    self.limit = isUnlimited ? nil : limit
    percent = nil
    isAlarming = false
    self.meaning = meaning
  }

  private static let unlimited = UInt64.max - (1 << 24)

  /// All limits, the one that is closest to full first.
  static func all(of summary: HostSummary) -> [LimitRow] {
    let snapshot = summary.snapshot
    var rows = snapshot.resourceLimits.map { LimitRow($0) }
    guard let limits = snapshot.limits else { return rows }
    if !rows.contains(where: { $0.name == "SHMALL" }) {
      rows.append(
        LimitRow(
          "SHMALL", "shmall", used: snapshot.systemVPages?.multipliedSaturated(by: limits.pageSize),
          of: .max,
          meaning: "bytes of all System V segments"))
    }
    rows.append(
      LimitRow(
        "SHMMAX", "shmmax", used: summary.largestSystemV, of: limits.segmentSize,
        meaning: "bytes of the largest System V segment"))
    return rows
  }

  /// The codes of all limits, also of those that could not be read.
  static let codes: [StaticString] = [
    "shmmni", "shmall", "shmmax", "shm_filesystem", "shm_filesystem_inodes",
  ]

  /// The columns of the table of limits.
  static func columns(_ format: FormatOptions) -> [Column<LimitRow>] {
    [
      Column(ColumnLayout("LIMIT", rank: 0)) { row, _, text in text.append(row.name) },
      Column(ColumnLayout("USED", .right, rank: 0, minimumWidth: 7)) { row, format, text in
        row.append(row.used, format, to: &text)
      },
      Column(ColumnLayout("OF", .right, rank: 0, minimumWidth: 9)) { row, format, text in
        if row.isUnlimited {
          text.append(literal: "unlimited")
        } else {
          row.append(row.limit, format, to: &text)
        }
      },
      Column(ColumnLayout("USE", .right, rank: 0, minimumWidth: 4)) { row, _, text in
        if let percent = row.percent {
          text.append("\(percent)%")
        } else {
          text.append(literal: "-")
        }
      },
      Column(ColumnLayout("", rank: 0, minimumWidth: 1)) { row, format, text in
        if row.isAlarming { text.append(.warning, in: format.charset) }
      },
      Column(ColumnLayout("WHAT", rank: 0)) { row, _, text in text.append(row.meaning) },
    ]
  }

  private func append(_ number: UInt64?, _ format: FormatOptions, to text: inout DisplayText) {
    guard let number else { return text.appendUnknown() }
    if isInBytes { text.append(bytes: number, in: format.units) } else { text.append(number) }
  }
}
