import Testing

@testable import SharedMemory
@testable import Kernel
import SystemPackage

/// The catalogue of applications: for each row an example, and a near miss that must not match it.
struct CatalogueTests {
  /// An example of a row.
  struct Example: Sendable, CustomTestStringConvertible {
    let application: String
    /// A name or a label as the application makes it.
    let text: String
    /// A name that is nearly such a name; another row may match it.
    let miss: String
    /// The PIDs in the example.
    let processes: [Int32]

    init(_ application: String, _ text: String, not miss: String, _ processes: Int32...) {
      self.application = application
      self.text = text
      self.miss = miss
      self.processes = processes
    }

    var testDescription: String { text }
  }

  private static let file = FileIdentity(device: 1, inode: 1, birth: nil)

  private static func segment(_ identity: Identity) -> Segment {
    Segment(
      identity: identity, kind: .posix, size: 1, allocated: 0, resident: 0, swapped: 0,
      mode: FileMode(rawValue: 0), owner: nil, times: Segment.Times())
  }

  private static func named(_ name: String) -> Segment {
    segment(.posix(ShmName(name.utf8), file))
  }

  private static func unlinked(_ name: String) -> Segment {
    segment(.unlinked(ShmName(name.utf8), file))
  }

  private static func memfd(_ label: String) -> Segment {
    segment(.memfd(label: Array(label.utf8), file))
  }

  private func check(_ example: Example, _ make: (String) -> Segment) throws {
    let entry = try #require(make(example.text).application)
    #expect(String(decoding: entry.application.name.bytes, as: UTF8.self) == example.application)
    #expect(entry.processes.map(\.rawValue) == example.processes)
    #expect(make(example.miss).application?.application != entry.application, "\(example.miss)")
    // Only a trace of SPDK starts with a name of the user's.
    let prefixed = make("x" + example.text).application?.application == entry.application
    #expect(prefixed == example.text.hasPrefix("spdk_tgt_trace"))
  }

  @Test(arguments: names)
  func `a name belongs to one row`(_ example: Example) throws { try check(example, Self.named) }

  @Test(arguments: labels)
  func `a label belongs to one row`(_ example: Example) throws { try check(example, Self.memfd) }

  @Test func `only a name that is gone is a temporary one of the C library`() {
    #expect(Self.unlinked("sem.aB3xY9").application?.application.name == "glibc")
    #expect(Self.unlinked("sem.aB3xY").application == nil)
    #expect(Self.unlinked("sem.aB3x-9").application == nil)
    #expect(Self.named("sem.aB3xY9").application == nil)
    #expect(Self.unlinked("torch_7_1").application?.application.name == "PyTorch")
  }

  @Test func `every row that names or labels recognise has an example`() {
    let names = Set(Self.names.compactMap { Self.named($0.text).application?.application })
    let labels = Set(Self.labels.compactMap { Self.memfd($0.text).application?.application })
    for row in KnownApplications.rows {
      switch row.recognition {
      case .name: #expect(names.contains(row), "\(row)")
      case .label: #expect(labels.contains(row), "\(row)")
      case .unlinkedName, .keys, .programs, .shape, .ofPostgreSQLUser, .sizeHeuristic, .contents:
        continue
      }
    }
  }

  @Test func `a name in a directory belongs to no pattern without a slash`() {
    for example in Self.names where !example.text.contains("/") {
      for name in ["d/\(example.text)", "\(example.text)/x", "\(example.text)/\(example.text)"] {
        let row = Self.named(example.text).application?.application
        #expect(Self.named(name).application?.application != row, "\(name)")
      }
    }
  }

  @Test func `hostile names are matched without a crash`() {
    var hostile = Self.names.flatMap { example in
      (0..<example.text.utf8.count).map { Array(example.text.utf8.prefix($0)) }
    }
    for byte in UInt8.min...(.max) { hostile.append([byte] + Array("psm_1".utf8) + [byte]) }
    hostile.append([UInt8](repeating: UInt8(ascii: "9"), count: 255))
    hostile.append(Array("torch_".utf8) + [UInt8](repeating: UInt8(ascii: "9"), count: 200))
    for name in hostile {
      _ = Self.segment(.posix(ShmName(name), Self.file)).application
      _ = Self.segment(.unlinked(ShmName(name), Self.file)).application
      _ = Self.segment(.memfd(label: name, Self.file)).application
    }
    #expect(Self.named("torch_99999999999_1").application == nil)
  }

  @Test func `semaphores of JACK are semaphores, though they are plain files`() {
    #expect(ShmName("jack_sem.1000_default_system".utf8).isSemaphore)
    #expect(ShmName("jack_sem.1000_default_system".utf8).semaphore == nil)
    #expect(!ShmName("jack_sem".utf8).isSemaphore)
    #expect(!ShmName("d/jack_sem.1".utf8).isSemaphore)
    #expect(!ShmName("jack-1000-0".utf8).isSemaphore)
  }
}
