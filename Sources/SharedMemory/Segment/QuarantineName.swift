/// The names of the private directories into which a removal moves files: `.shmtop-4k0wz9x1ab`.
///
/// If there is no room for a directory, a file gets such a name before its own: `.shmtop-4k0wz9x1ab.a`.
/// Listings use them too, to show the original name of an unlinked file.
package enum QuarantineName {
  /// A new random name, which cannot be guessed.
  package static func random() -> [UInt8] {
    prefix + (0..<randomLength).map { _ in letters.randomElement() ?? letters[0] }
  }

  /// A new random name for a file, followed by as much of its own name as fits.
  package static func random(before name: [UInt8]) -> [UInt8] {
    Array((random() + [separator] + name).prefix(longest))
  }

  /// Whether a path below `/dev/shm` is that of such a directory.
  package static func isQuarantine(_ name: ShmName) -> Bool {
    let last = name.split.file
    return last.count == prefix.count + randomLength && isRandom(last[...])
  }

  /// Whether the last part of a path begins as such a name does: a quick look, for very many files.
  package static func isPossible(_ name: ShmName) -> Bool {
    let bytes = name.bytes
    let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return bytes[start...].starts(with: prefix)
  }

  /// The name that a file had before it got a random one: `d/.shmtop-4k0wz9x1ab.a` → `d/a`.
  ///
  /// `nil` for other names. The end is missing if the random name ``isCut(_:)``.
  package static func originalName(beside name: ShmName) -> ShmName? {
    let (directory, last) = name.split
    let start = last.prefix(prefix.count + randomLength)
    let rest = Array(last.dropFirst(start.count + 1))
    guard last.count > start.count + 1, last[start.count] == separator, isRandom(start),
      !rest.elementsEqual(".".utf8), !rest.elementsEqual("..".utf8)
    else { return nil }
    return ShmName((directory.map { $0 + [UInt8(ascii: "/")] } ?? []) + rest)
  }

  /// Whether the end of a file's own name can be missing in its random name.
  package static func isCut(_ name: ShmName) -> Bool { name.split.file.count >= longest }

  private static func isRandom(_ name: ArraySlice<UInt8>) -> Bool {
    name.count == prefix.count + randomLength && name.starts(with: prefix)
      && name.dropFirst(prefix.count).allSatisfy(letters.contains)
  }

  /// The name that a file had before a removal moved it: `d/.shmtop-4k0wz9x1ab/a` → `d/a`.
  ///
  /// Other names are returned unchanged. The kernel shows the last path of an unlinked file, which is
  /// the one in the private directory.
  package static func originalName(of name: ShmName) -> ShmName {
    if let original = originalName(beside: name) { return original }
    guard let directory = name.split.directory else { return name }
    let path = ShmName(directory)
    guard isQuarantine(path) else { return name }
    return ShmName((path.split.directory.map { $0 + [UInt8(ascii: "/")] } ?? []) + name.split.file)
  }

  /// The longest name of a file, NAME_MAX.
  private static let longest = 255
  private static let separator = UInt8(ascii: ".")
  private static let prefix = Array(".shmtop-".utf8)
  private static let randomLength = 10
  private static let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
}
