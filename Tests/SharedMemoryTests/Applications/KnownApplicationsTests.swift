import TestSupport
import Testing

@testable import SharedMemory
@testable import Kernel
import SystemPackage

/// Applications that are recognised by names, keys, labels and bytes.
struct KnownApplicationsTests {
  private func entry(name: String) -> KnownApplications.Entry? {
    KnownApplications.entry(of: Self.segment(.posix(ShmName(name.utf8), Self.file)))
  }

  private func entry(key: UInt32) -> KnownApplications.Entry? {
    let identity = SystemVIdentity(
      shmID: ShmID(rawValue: 1), key: IPCKey(rawValue: key), change: nil, creatorProcess: .none)
    return KnownApplications.entry(of: Self.segment(.systemV(identity)))
  }

  private static let file = FileIdentity(device: 1, inode: 1, birth: nil)

  private static func segment(_ identity: Identity) -> Segment {
    Segment(
      identity: identity, kind: .posix, size: 1, allocated: 0, resident: 0, swapped: 0,
      mode: FileMode(rawValue: 0),
      owner: Ownership(user: UserID(rawValue: 0), group: GroupID(rawValue: 0)),
      times: Segment.Times())
  }

  @Test(
    arguments: [
      ("psm_4f1c22d0", "Python", nil), ("sem.mp-k2j7q0x1", "Python", nil),
      ("torch_18233_9911_3", "PyTorch", 18233), ("sem.loky-77-abc", "joblib", 77),
      ("joblib_memmapping_folder_64060_a/x.pkl", "joblib", 64060),
      ("sgl_shm_mm_feature_412_77", "SGLang", 412), ("PostgreSQL.3317458760", "PostgreSQL", nil),
      ("ora_PROD_32769_0", "Oracle", nil), ("spdk_tgt_trace.pid1533173", "SPDK", 1_533_173),
      ("org.mozilla.ipc.3187.12", "Firefox", 3187), ("u1000-Shm_ab12", "Steam", nil),
      ("aeron-ann/cnc.dat", "Aeron", nil), ("ols/x", "OpenLiteSpeed", nil), ("mono.9", "Mono", 9),
      ("qb-corosync-12-blackbox-data", "libqb", 12),
      ("qb-cpg-control-3187-3190-20", "libqb", 3187),
    ] as [(String, String, Int32?)])
  func `a name identifies its application`(name: String, application: String, process: Int32?)
    throws
  {
    let found = try #require(entry(name: name))
    #expect(String(decoding: found.application.name.bytes, as: UTF8.self) == application)
    #expect(found.processes.first?.rawValue == process)
  }

  @Test(
    arguments: [
      "", "psm_", "psm_xyz", "xpsm_12", "torch_", "torch_x_1", "torch_12", "PostgreSQL.",
      "PostgreSQL.12a", "mono.", "mono.99999999999", "aeron-ann", "spdk_tgt_trace.pid", "\u{1b}",
    ])
  func `other names identify no application`(name: String) {
    #expect(entry(name: name) == nil)
  }

  @Test func `a key identifies its application`() {
    #expect(entry(key: 0x4e54_5030)?.application.name == "NTP")
    #expect(entry(key: 0x4e54_5033)?.application.keepsByDesign == true)
    #expect(entry(key: 0x4750_5344)?.application.name == "GPSD")
    #expect(entry(key: 5_432_001)?.application.name == "PostgreSQL")
    #expect(entry(key: 5_432_010) == nil)
    #expect(entry(key: 0x7a6d_0001)?.application.name == "ZoneMinder")
    #expect(entry(key: 0x7a6e_0000) == nil)
    #expect(entry(key: 0x1024_2048)?.application.name == "DAOS")
    #expect(entry(key: 0x1024_2058) == nil)
    #expect(entry(key: 0) == nil)
    #expect(entry(key: 0x4e54_5040) == nil)
  }

  @Test func `the label of a memfd identifies its application`() {
    func entry(label: String) -> KnownApplications.Entry? {
      KnownApplications.entry(of: Self.segment(.memfd(label: Array(label.utf8), Self.file)))
    }
    #expect(entry(label: "pipewire-screencopy")?.application.name == "PipeWire")
    #expect(entry(label: "psm_4f1c22d0") == nil)
  }

  @Test(
    arguments: [
      (0o1600, 0, 393_216, 2, true), (0o600, 0, 393_216, 2, false),
      (0o1600, 5, 393_216, 2, false), (0o1600, 0, 393_217, 2, false),
      (0o1600, 0, 393_216, 1, false),
    ] as [(UInt32, UInt32, UInt64, UInt64, Bool)])
  func `a picture shared with the X server is recognised by all its facts`(
    mode: UInt32, key: UInt32, size: UInt64, attachments: UInt64, isKnown: Bool
  ) {
    let identity = SystemVIdentity(
      shmID: ShmID(rawValue: 1), key: .private, change: nil, creatorProcess: .none)
    var segment = Segment(
      identity: .systemV(identity), kind: .systemV, size: size, allocated: 0, resident: 0,
      swapped: 0, mode: FileMode(rawValue: mode), owner: nil, attachments: attachments,
      times: Segment.Times())
    segment.originalKey = IPCKey(rawValue: key)
    #expect((KnownApplications.entry(of: segment)?.application.name == "X11") == isKnown)
  }

  private func systemV(
    size: UInt64 = 4096, key: UInt32 = 7, mode: UInt32 = 0o600, attachments: UInt64 = 0
  ) -> Segment {
    let identity = SystemVIdentity(
      shmID: ShmID(rawValue: 1), key: IPCKey(rawValue: key), change: nil, creatorProcess: .none)
    return Segment(
      identity: .systemV(identity), kind: .systemV, size: size, allocated: 0, resident: 0,
      swapped: 0, mode: FileMode(rawValue: mode), owner: nil, attachments: attachments,
      times: Segment.Times())
  }

  @Test(
    arguments: [
      ("PostgreSQL.7", 0xf8_8125, 0o600, true), ("PostgreSQL.7", 0, 0o600, false),
      ("PostgreSQL.7", 0xf8_8125, 0o640, false), ("psm_7", 0xf8_8125, 0o600, false),
    ] as [(String, UInt32, UInt32, Bool)])
  func `a large segment of a user with files of PostgreSQL may be its interlock`(
    file: String, key: UInt32, mode: UInt32, isGuessed: Bool
  ) {
    var segments = [
      Samples.systemV(5, key: key, size: 148_897_792, mode: mode), Samples.posix(file),
    ]
    PostgreSQLUsers.mark(&segments)
    let application = segments[0].application?.application
    #expect((application?.name == "PostgreSQL") == isGuessed)
    #expect((application?.isGuess == true) == isGuessed)
    #expect((application?.warning != nil) == isGuessed)
  }

  @Test(
    arguments: [
      (40, 0o600, true), (48, 0o600, true), (56, 0o600, true), (56, 0o2600, true),
      (39, 0o600, false), (57, 0o600, false), (56, 0o640, false), (56, 0o400, false),
      (56, 0o1600, false),
    ] as [(UInt64, UInt32, Bool)])
  func `a segment with the shape of PostgreSQL's interlock may be one`(
    size: UInt64, mode: UInt32, isGuessed: Bool
  ) {
    let application = KnownApplications.entry(of: systemV(size: size, mode: mode))?.application
    #expect((application?.name == "PostgreSQL") == isGuessed)
    #expect((application?.isGuess == true) == isGuessed)
    #expect((application?.warning != nil) == isGuessed)
  }

  @Test func `a file that waits for its virtual machine is kept by design`() {
    let entry = Samples.posix("looking-glass").application
    #expect(entry?.application.keepsByDesign == true)
  }

  @Test func `a segment that a server made or holds is one of PostgreSQL, whatever its shape`() {
    var made = systemV(size: 148 << 20)
    #expect(made.application == nil)
    made.creatorCommand = Array("postgres".utf8)
    #expect(made.application?.application.name == "PostgreSQL")
    #expect(made.application?.application.isGuess == false)
    var held = systemV(size: 56, attachments: 6)
    held.holders = [
      Holder(
        process: ProcessID(rawValue: 1), user: UserID(rawValue: 1), command: Array("postgres".utf8))
    ]
    #expect(held.application?.application.isGuess == false)
    // The key of a server before version 13 at port 5432.
    #expect(entry(key: 0x52_e2c1)?.application.isGuess == false)
  }

  @Test(
    arguments: [
      ("Xorg", 0, true), ("Xwayland", 0, true), ("Xorg", 5, false), ("Xorgx", 0, false),
    ] as [(String, UInt32, Bool)])
  func `a private segment that an X server holds is a picture, whatever its size`(
    command: String, key: UInt32, isKnown: Bool
  ) {
    var segment = systemV(size: 12_345, key: key, attachments: 2)
    let holder = Holder(
      process: ProcessID(rawValue: 1), user: UserID(rawValue: 1), command: Array(command.utf8))
    segment.holders = [holder]
    #expect((segment.application?.application.name == "X11") == isKnown)
  }

  @Test func `bytes confirm a guess or end it, but end no warning that rests on a key`() throws {
    let header = try #require(entry(contents: [0x0e, 0x75, 0x85, 0x28, 0x73, 0x0c, 0, 0]))
    let guessed = systemV(size: 56)
    #expect(guessed.application(by: .unread)?.application.isGuess == true)
    #expect(guessed.application(by: .read(header))?.application.isGuess == false)
    #expect(guessed.application(by: .read(nil)) == nil)
    let keyed = systemV(key: 0x52_e2c1)
    #expect(keyed.application(by: .read(nil))?.application.warning != nil)
    let large = systemV(size: 148 << 20)
    #expect(large.application(by: .read(header))?.application.warning != nil)
    // A header in a file proves nothing: PostgreSQL writes it into System V segments only.
    let file = Self.segment(.posix(ShmName("x".utf8), Self.file))
    #expect(file.application(by: .read(header)) == nil)
  }

  private func entry(contents: [UInt8]) -> KnownApplications.Entry? {
    KnownApplications.entry(ofContents: UInt64(contents.count)) { offset, count in
      Array(contents.dropFirst(Int(offset)).prefix(count))
    }
  }

  @Test func `bytes identify the application and its process`() {
    let postgres = entry(contents: [0x0e, 0x75, 0x85, 0x28, 0x73, 0x0c, 0, 0, 9, 9])
    #expect(postgres?.application.name == "PostgreSQL")
    #expect(postgres?.processes.first?.rawValue == 3187)
    let pulse = entry(
      contents: [1, 2, 3, 0xfe, 0xca, 0xef, 0xbe, 0x73, 0x0c, 0, 0]
        + Array(repeating: 0, count: 32))
    #expect(pulse?.application.name == "PulseAudio")
    #expect(pulse?.processes.first?.rawValue == 3187)
    let program = entry(contents: Array("\u{7f}ELF".utf8))
    #expect(program?.application.isSuspicious == true)
  }

  @Test(
    arguments: [[], [0x0e], [0x0e, 0x75, 0x85], Array("ELF".utf8), [0, 0, 0, 0]] as [[UInt8]])
  func `other bytes and too few bytes identify no application`(contents: [UInt8]) {
    #expect(entry(contents: contents) == nil)
  }

  @Test func `bytes that are cut short give no process`() {
    #expect(entry(contents: [0x0e, 0x75, 0x85, 0x28, 0x73])?.processes == [])
  }

  @Test func `every row has a name and a source`() {
    for row in KnownApplications.rows {
      #expect(!row.name.bytes.isEmpty)
      #expect(!row.source.bytes.isEmpty)
      #expect((row.name.bytes + row.source.bytes).allSatisfy { (0x20..<0x7f).contains($0) })
    }
  }

  @Test func `a pattern is fast for hostile names`() {
    let pattern: NamePattern = "qb-*-control-<pid>-*"
    let name = ShmName(Array(repeating: UInt8(ascii: "-"), count: 4000))
    #expect(pattern.match(name) == nil)
  }
}
