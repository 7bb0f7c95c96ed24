/// The names of the private directories into which a removal moves files: `.shmtop-4k0wz9x1ab`.
///
/// Listings use them too, to show the original name of an unlinked file.
package enum QuarantineName {
  /// A new random name, which cannot be guessed.
  package static func random() -> [UInt8] {
    prefix + (0..<randomLength).map { _ in letters.randomElement() ?? letters[0] }
  }

  /// Whether a path below `/dev/shm` is that of such a directory.
  package static func isQuarantine(_ name: ShmName) -> Bool {
    let last = name.split.file
    return last.count == prefix.count + randomLength && last.starts(with: prefix)
      && last.dropFirst(prefix.count).allSatisfy(letters.contains)
  }

  /// The name that a file had before a removal moved it: `d/.shmtop-4k0wz9x1ab/a` → `d/a`.
  ///
  /// Other names are returned unchanged. The kernel shows the last path of an unlinked file, which is
  /// the one in the private directory.
  package static func originalName(of name: ShmName) -> ShmName {
    guard let directory = name.split.directory else { return name }
    let path = ShmName(directory)
    guard isQuarantine(path) else { return name }
    return ShmName((path.split.directory.map { $0 + [UInt8(ascii: "/")] } ?? []) + name.split.file)
  }

  private static let prefix = Array(".shmtop-".utf8)
  private static let randomLength = 10
  private static let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
}
