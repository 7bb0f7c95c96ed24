import Glibc
import SharedMemory

/// One look at what all processes map, for benchmarks to time.
@main
enum Main {
  static func main() throws {
    guard try HolderScanner(readsDescriptors: false).scan().processes > 0 else { exit(1) }
  }
}
