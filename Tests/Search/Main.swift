import Contents
import Glibc
import SharedMemory

/// Searches a POSIX segment once, for benchmarks to measure; fails where it finds nothing.
///
/// `shmsearch NAME BYTES [ignoring-case | backward]`.
@main
enum Main {
  static func main() {
    let arguments = CommandLine.arguments
    var snapshotReader = SnapshotReader()
    guard arguments.count >= 3,
      let pattern = BytePattern(
        Array(arguments[2].utf8), ignoringCase: arguments.dropFirst(3).contains("ignoring-case")),
      let segment = snapshotReader.read([]).segments.first(where: {
        $0.name?.bytes == Array(arguments[1].utf8)
      })
    else { exit(64) }
    do {
      let reader = try ContentsReader.open(segment, accepting: .nothing)
      let outcome =
        arguments.dropFirst(3).contains("backward")
        ? try reader.search(for: pattern, before: .max, while: { _ in true })
        : try reader.search(for: pattern, from: 0, while: { _ in true })
      exit(outcome == .notFound ? 1 : 0)
    } catch {
      exit(2)
    }
  }
}
