internal import ArgumentParser
internal import Canvas
internal import SafeText
internal import Glibc
internal import Kernel
internal import Monitor
internal import Formatting
internal import Query
internal import SharedMemory
internal import SystemPackage
internal import Terminal

/// `shmtop` and `shmtop monitor`: the monitor.
struct MonitorCommand: SegmentCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitor",
    abstract: "Watch the segments in a live table.",
    discussion: """
      A filter given more than once matches any of its values; different filters must all match. \
      Key f changes the filter.
      """,
    aliases: ["watch"])

  @Option(
    name: [.customShort("d", allowingJoined: true), .long],
    parsing: .unconditional,
    help: ArgumentHelp(
      "Seconds between refreshes, at least 0.25 (default: 2).", valueName: "seconds"))
  var interval: Double?

  @Option(
    help: ArgumentHelp("Sort by this column at first.", valueName: "column"),
    completion: Completions.columnOfMonitor,
    transform: { try FieldOption(inMonitor: $0) })
  var sort: FieldOption?

  @OptionGroup(title: "Filters") var filters: FilterOptions

  @OptionGroup var trust: AssumptionOptions

  @OptionGroup(title: "Colours") var colors: ColorOptions

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  @Flag(help: "Do not record changes in the system log.")
  var noLog = false

  @Flag(help: "Print one frame as text, for example for a ticket, and end.")
  var once = false

  @Option(
    help: ArgumentHelp(
      "Size of that frame, up to 1000x1000 (default: that of the terminal, or 80x24).",
      valueName: "columns x rows"))
  var size: SizeArgument?

  @OptionGroup var protection: ReadOnlyOption

  func validate() throws {
    guard (0.25...3600).contains(interval ?? 1) else {
      throw ValidationError("--interval takes 0.25 to 3600 seconds.")
    }
    if size != nil && !once { throw ValidationError("--size is for --once.") }
  }

  var purposes: FileCapabilities.Purposes {
    isMonitor && !protection.isOn ? [.reading, .removing] : .reading
  }

  /// Whether it shows more than one frame or a list.
  private var isMonitor: Bool { StandardOutput.isTerminal && !once }

  func run() throws {
    guard StandardOutput.isTerminal || once else {
      return try Listing(
        order: SortAndFilter(by: .id, filter: filters.filter), assumptions: trust.assumptions
      ).run()
    }
    let (chosen, problems) = SettingsFile.ofUser?.read() ?? (UserSettings(), [])
    let start = MonitorStart(chosen, problems, self)
    let options = Monitor.Options(
      charset: .current, host: Self.hostName, secondsEastOfUTC: Self.secondsEastOfUTC,
      isReadOnly: protection.isOn, columns: start.columns, theme: start.theme.name,
      keys: start.keys, notice: start.notice, directory: Self.directory)
    if once {
      return try OneFrame(
        options: options, order: start.order, size: (size ?? .ofTerminal).size,
        assumptions: trust.assumptions
      ).run()
    }
    do {
      var loop = try EventLoop(
        options, start.theme, usesMouse: !noMouse, sortedBy: start.order,
        interval: start.interval, assumptions: trust.assumptions, isUnrecorded: noLog)
      try loop.run()
    } catch let error as Terminal.Unavailable {
      StandardError.complain(message(for: error))
      throw ExitCode.failure
    } catch let error as Errno {
      // Before the screen was taken. With fewer threads, a slow disk would block keys or removals.
      StandardError.complain(
        "the monitor cannot start its threads: \(error, .current); 'shmtop list' needs none")
      throw ExitCode.failure
    }
  }

  private func message(for error: Terminal.Unavailable) -> DisplayText {
    let name = getenv("TERM").map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    let term = DisplayText(escaping: name ?? [], in: .current)
    switch error {
    case .termNotSet:
      return "TERM is not set; 'shmtop list' needs no terminal"
    case .termUnknown:
      return "unknown terminal type TERM=\(term); 'shmtop list' needs no terminal"
    case .cannotPlaceCursor:
      return "terminal type \(term) cannot move its cursor; 'shmtop list' needs no terminal"
    case .noInput:
      return "no terminal to read keys from"
    case .noDescriptors:
      return "the monitor cannot start: \(Errno.tooManyOpenFiles, .current)"
    }
  }

  private static var hostName: DisplayText {
    var name = [UInt8](repeating: 0, count: 256)
    let result = name.withUnsafeMutableBytes { buffer -> Int32 in
      guard let start = buffer.assumingMemoryBound(to: CChar.self).baseAddress else { return -1 }
      return gethostname(start, buffer.count - 1)
    }
    return DisplayText(escaping: result == 0 ? name.prefix { $0 != 0 } : [], in: .current)
  }

  /// The current directory, where segments are saved.
  private static var directory: DisplayText {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    let bytes = UnsafeRawBufferPointer(start: path, count: strlen(path))
    return DisplayText(escaping: Array(bytes), in: .current)
  }

  private static var secondsEastOfUTC: Int64 {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return Int64(local.tm_gmtoff)
  }
}
