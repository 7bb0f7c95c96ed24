internal import Contents
internal import Formatting
internal import Glibc
internal import Kernel
internal import Monitor
internal import Operations
internal import SafeText
internal import SystemPackage

/// The file `shmtop/config.toml` in `$XDG_CONFIG_HOME`, or else in `~/.config`.
///
/// Root reads no file that another user could have written.
///
/// Why: Decisions/63-directories-of-others.md and Decisions/80-settings.md
struct SettingsFile {
  private let directory: FilePath

  private static let name = Array("config.toml".utf8)
  /// A file larger than this is none that a person wrote.
  private static let most = 1 << 16

  /// The file of the user; `nil` if the environment does not say where it is.
  ///
  /// See the XDG Base Directory Specification: a relative path does not count.
  static var ofUser: SettingsFile? {
    if let base = path("XDG_CONFIG_HOME"), base.isAbsolute {
      return SettingsFile(directory: base.appending("shmtop"))
    }
    guard let home = path("HOME"), home.isAbsolute else { return nil }
    return SettingsFile(directory: home.appending(".config/shmtop"))
  }

  private static func path(_ variable: String) -> FilePath? {
    guard let value = getenv(variable) else { return nil }
    let bytes = UnsafeRawBufferPointer(start: value, count: strlen(value))
    return FilePath().appending(bytes: Array(bytes))
  }

  /// Its path, for messages.
  var path: DisplayText {
    DisplayText(escaping: directory.appending(bytes: Self.name).bytes, in: .current)
  }

  /// Reads it, and says what is wrong with it; there is nothing wrong if there is no file.
  func read() -> (settings: UserSettings, problems: [DisplayText]) {
    let text: [UInt8]
    do throws(PathRefusal) { text = try self.text(in: try TrustedDirectory.open(directory)) } catch
    {
      if case .failed(_, .noSuchFileOrDirectory) = error { return (UserSettings(), []) }
      return (UserSettings(), ["settings not read: \(DisplayText(error, in: .current))"])
    }
    let (settings, problems) = UserSettings.parse(text)
    return (settings, problems.map { "\(path):\($0.line): \($0.text)" })
  }

  private func text(in trusted: TrustedDirectory) throws(PathRefusal) -> [UInt8] {
    let file = try SavedFile(Self.name, in: trusted)
    do throws(Errno) { return try file.bytes(upTo: Self.most) } catch {
      throw .failed(directory.appending(bytes: Self.name), error)
    }
  }

  /// Writes the file of the user, with the directories on the way, and returns the answer for the monitor.
  ///
  /// Lines that are no settings stay. A file that cannot be read is left alone.
  static func save(_ settings: UserSettings) -> Event {
    guard let file = ofUser else {
      return .settingsSaved(path: "config.toml", .failed("$HOME", .noSuchFileOrDirectory))
    }
    do throws(PathRefusal) {
      let directory = try made(file.directory)
      let old = try file.oldText(in: directory)
      try directory.replace(name, with: old.map(settings.text(changing:)) ?? settings.text)
      return .settingsSaved(path: file.path, nil)
    } catch {
      return .settingsSaved(path: file.path, error)
    }
  }

  /// The text of the file; `nil` if there is none.
  private func oldText(in trusted: TrustedDirectory) throws(PathRefusal) -> [UInt8]? {
    do throws(PathRefusal) { return try text(in: trusted) } catch {
      if case .failed(_, .noSuchFileOrDirectory) = error { return nil }
      throw error
    }
  }

  /// Opens a directory, which is made with mode 0700 if it is missing, as are those above it.
  private static func made(_ path: FilePath) throws(PathRefusal) -> TrustedDirectory {
    do throws(PathRefusal) { return try TrustedDirectory.open(path) } catch {
      guard case .failed(_, .noSuchFileOrDirectory) = error, let last = path.lastComponent else {
        throw error
      }
      let parent = try made(path.removingLastComponent())
      _ = try parent.makeDirectory(FilePath(root: nil, components: last).bytes)
      return try TrustedDirectory.open(path)
    }
  }
}
