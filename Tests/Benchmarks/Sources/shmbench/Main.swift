import CBench
import Glibc

/// Compares whole runs of shmtop with those of other programs that list shared memory, and with
/// what a plain reader of the same files of the kernel takes; and its dumps with others' of files.
@main
enum Main {
  static func main() {
    guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
      print(Options.usage)
      exit(64)
    }
    // The same locale for everybody.
    setenv("LC_ALL", "C", 1)
    var load = Load(roomForSystemV: options.systemV)
    load.grow(systemV: 3, posix: 3)
    // Held by one process, because lsof fails if it finds nothing.
    load.hold(processes: 1, attachments: 6, mappings: 0)
    if options.onlyLists > 0 { return lists(&load, options) }
    if options.onlyScreen == 0 && options.onlyMonitor == 0 { quiet(&load, options) }
    print("Load average \(loadAverage)\n")
    if options.onlyMonitor == 0 { MonitorRun.measureBytes(options) }
    if options.onlyScreen > 0 { return }
    MonitorRun.measureRest(options)
    if options.onlyMonitor == 0 { Contents.compare(options) }
    growAndHold(&load, options)
    if options.onlyMonitor > 0 { return }
    full(&load, options)
  }

  /// Measures lists alone.
  private static func lists(_ load: inout Load, _ options: Options) {
    quiet(&load, options)
    load.grow(systemV: options.systemV, posix: options.posix)
    load.hold(
      processes: options.processes, attachments: options.attachments, mappings: options.mappings)
    full(&load, options)
  }

  /// Makes the full load, and measures the monitor at each step of it.
  private static func growAndHold(_ load: inout Load, _ options: Options) {
    load.grow(systemV: min(options.systemV, 2000), posix: min(options.posix, 2000))
    MonitorRun.measureKeys("\(load.count) segments", options, goal: 4)
    load.grow(systemV: options.systemV, posix: options.posix)
    MonitorRun.measureLoad("\(load.count) segments", options, isGrown: true)
    load.hold(
      processes: options.processes, attachments: options.attachments, mappings: options.mappings)
    MonitorRun.measureLoad(
      "\(load.count) segments and \(options.processes) processes", options, isGrown: false)
  }

  /// A list that looks at no process.
  private static let plain = "list --named-only -o ID,KEY,OWNER,PERMS,SIZE,ALLOC,STATUS,AGE"

  private static func quiet(_ load: inout Load, _ options: Options) {
    load.run(idle: options.idle)
    defer { load.stopIdle() }
    Comparison(
      own: [plain, "list"].map { .command("\(options.shmtop) \($0)") },
      others: ["ipcs -m", "lsipc -m", "fuser -v /dev/shm", "lsof /dev/shm"].map { .command($0) },
      rounds: 51
    ).report("3 System V and 3 POSIX segments, \(options.idle) idle processes")
  }

  private static func full(_ load: inout Load, _ options: Options) {
    print(
      "\(options.processes) processes, each with \(options.attachments) attachments and",
      "\(options.mappings) other mappings beside those of a program; load average \(loadAverage)\n")
    let own = [plain, "list", "list --json"]
    let others = ["ipcs -m", "lsipc -m", "ls -l /dev/shm", "lsof /dev/shm"]
    Comparison(
      own: own.map { .command("\(options.shmtop) \($0)") },
      others: others.map { .command($0) } + plainReaders, rounds: options.rounds
    ).report("\(options.systemV) System V and \(options.posix) POSIX segments")
    scan(options)
    if options.names <= options.posix { return }
    load.grow(systemV: options.systemV, posix: options.names)
    Comparison(
      own: ["list", "list --json"].map { .command("\(options.shmtop) \($0)") },
      others: plainReaders, rounds: min(options.rounds, 3)
    ).report("\(options.names) names in /dev/shm")
  }

  private static var plainReaders: [Contender] {
    threads.map { .floor(CBENCH_FLOOR_ALL, "plain reading of everything", threads: $0) }
  }

  /// The look at the processes by itself: `shmscan` is built beside `shmtop`.
  private static func scan(_ options: Options) {
    Comparison(
      own: [.command(options.neighbour("shmscan"))],
      others: threads.map { .floor(CBENCH_FLOOR_MAPS, "plain reading of maps", threads: $0) },
      rounds: 3 * options.rounds
    ).report("The look at the processes without their descriptors")
  }

  /// How many threads a plain reader has: one, and as many as there are processors.
  private static var threads: [Int] {
    let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    return processors > 1 ? [1, processors] : [1]
  }
}

/// The load of the machine in the last minute, see getloadavg(3).
var loadAverage: String {
  var averages = [0.0]
  guard getloadavg(&averages, 1) == 1 else { return "?" }
  let tenths = Int((averages[0] * 10).rounded())
  return "\(tenths / 10).\(tenths % 10)"
}
