internal import Glibc
internal import TestSupport
internal import Testing

/// Who may do what with a segment that is saved, removed and restored.
@Suite("Access to a restored segment", .waits) struct SavedAccessTests {
  /// Saves a segment in a folder, removes it, and returns the path of the copy.
  private func save(_ file: TestSegment, in folder: Folder) throws -> String {
    let saved = try shmtop("rm", "--yes", "--no-log", "--save", "\(folder.path)", "\(file.name)")
    #expect(saved.status == .exited(0) && !file.exists, "\(saved)")
    return "\(folder.path)/\(file.name).json"
  }

  @Test(.enabled(if: TestSegment.canHaveAttributes, "needs attributes on tmpfs, Linux 6.6"))
  func `is the same: list, attributes and all bits of the mode`() throws {
    let (folder, file) = (try Folder(), try TestSegment())
    defer {
      folder.remove()
      file.remove()
    }
    try file.set(TestSegment.list, TestSegment.listForNobody)
    try file.set("user.note", [0, 0xff, 0x22])
    try file.setMode(0o3640)
    let before = (try file.attributes(), try file.access())
    #expect(before.0.count >= 2 && before.1.mode == 0o3640)
    let path = try save(file, in: folder)
    let restored = try shmtop("restore", "\(path)")
    #expect(restored.status == .exited(0), "\(restored)")
    #expect(restored.errorText.split(separator: "\n").count == 1, "\(restored)")
    #expect(
      restored.errorText.hasPrefix("posix:/\(file.name): 4096 bytes, mode 3640, owner "),
      "\(restored)")
    #expect(try file.attributes() == before.0)
    #expect(try file.access() == before.1)
  }

  @Test(
    .needs(.sysAdmin),
    .enabled(if: TestSegment.canHaveAttributes, "needs attributes on tmpfs, Linux 6.6"))
  func `has its privileged attributes and set-ID bits`() throws {
    let (folder, file) = (try Folder(), try TestSegment())
    defer {
      folder.remove()
      file.remove()
    }
    try file.set("security.shmtop", [7])
    try file.setMode(0o6711)
    let path = try save(file, in: folder)
    let restored = try shmtop("restore", "\(path)")
    #expect(restored.status == .exited(0), "\(restored)")
    #expect(try file.attributes()["security.shmtop"] == [7])
    #expect(try file.access().mode == 0o6711)
  }

  @Test(.enabled(if: TestSegment.canHaveAttributes, "needs attributes on tmpfs, Linux 6.6"))
  func `is narrower if an earlier version made the copy, whose mode can hold the mask of a list`()
    throws
  {
    let (folder, file) = (try Folder(), try TestSegment())
    defer {
      folder.remove()
      file.remove()
    }
    try file.set(TestSegment.list, TestSegment.listForNobody)
    #expect(try file.access().mode == 0o640)
    let path = try save(file, in: folder)
    let document = folder.contents(of: "\(file.name).json") ?? []
    let end = try #require(document.firstRange(of: Array(",\"attributes\":".utf8)))
    try (document[..<end.lowerBound] + Array("}".utf8)).withUnsafeBytes { bytes in
      let copy = try checked { open(path, O_WRONLY | O_TRUNC) }
      defer { close(copy) }
      #expect(write(copy, bytes.baseAddress, bytes.count) == bytes.count)
    }
    let restored = try shmtop("restore", "\(path)")
    #expect(restored.status == .exited(1), "\(restored)")
    #expect(restored.errorText.contains("mode restored as 0600 instead of 0640"))
    #expect(try file.access().mode == 0o600)
    #expect(try file.attributes().isEmpty)
  }

  @Test(
    .needs(.setUserID),
    .enabled(if: TestSegment.canHaveAttributes, "needs attributes on tmpfs, Linux 6.6"))
  func `is narrower if another user restores it, and the messages say why`() throws {
    let (folder, file) = (try Folder(), try TestSegment())
    defer {
      folder.remove()
      file.remove()
    }
    try file.set(TestSegment.list, TestSegment.listForNobody)
    try file.setMode(0o4640)
    let path = try save(file, in: folder)
    for name in [folder.path, path, path.dropLast(4) + "raw"] { #expect(chmod(name, 0o755) == 0) }
    let program = try ReachableProgram()
    defer { program.remove() }
    let restored = try program.run("restore", "\(path)")
    #expect(restored.status == .exited(1), "\(restored)")
    for words in [
      "its owner could not be restored, so you own it", "its access control list could not be",
      "mode restored as 0600 instead of 4640, because its owner was not restored",
    ] { #expect(restored.errorText.contains(words), "\(words): \(restored)") }
    #expect(try file.access() == (mode: 0o600, user: OtherUser.number))
    #expect(try file.attributes().isEmpty)
  }

  @Test(.needs(.setUserID, .sysAdmin), arguments: [0o640, 0o604] as [Int32])
  func `of System V has its owner, creator and mode`(mode: Int32) throws {
    let folder = try Folder()
    defer { folder.remove() }
    try OtherUser.withSystemVSegment(size: 5000, mode: mode) { made in
      let before = try facts(made.number)
      #expect(before?.cuid == OtherUser.number && before?.mode == UInt32(mode))
      let saved = try shmtop(
        "rm", "--yes", "--no-log", "--save", "\(folder.path)", "--accept", "attach", "\(made.id)")
      #expect(saved.status == .exited(0), "\(saved)")
      let restored = try shmtop("restore", "--yes", "\(folder.path)/sysv-\(made.number).json")
      #expect(restored.status == .exited(0), "\(restored)")
      let number = try #require(
        restored.text.split(separator: ":").dropFirst().first.flatMap { Int32($0) })
      defer { shmctl(number, IPC_RMID, nil) }
      #expect(try facts(number) == before)
    }
  }

  /// Who owns and created a System V segment, its mode and size.
  private func facts(_ number: Int32) throws -> Facts? {
    var status = shmid_ds()
    try checked { shmctl(number, IPC_STAT, &status) }
    let permissions = status.shm_perm
    return Facts(
      uid: permissions.uid, gid: permissions.gid, cuid: permissions.cuid, cgid: permissions.cgid,
      mode: UInt32(permissions.mode), size: Int(status.shm_segsz))
  }

  private struct Facts: Equatable {
    let uid, gid, cuid, cgid, mode: UInt32
    let size: Int
  }
}
