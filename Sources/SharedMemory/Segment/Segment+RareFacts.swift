package import Kernel

/// What is known of few segments.
///
/// It is stored apart from a ``Segment``, so that most of them are small and quick to copy: there can be
/// tens of thousands.
struct RareFacts: Hashable, Sendable {
  var hugePages: HugePages?
  var possibleHolders: [Holder] = []
  var kernelHolders: [KernelHolder] = []
  var possibleKernelHolders: [KernelHolder] = []
  var originalKey: IPCKey?
  var creatorCommand: [UInt8]?

  /// A place for the facts outside of the segment.
  final class Box: Sendable {
    let facts: RareFacts

    init(_ facts: RareFacts) { self.facts = facts }
  }
}

extension RareFacts.Box: Hashable {
  static func == (left: RareFacts.Box, right: RareFacts.Box) -> Bool { left.facts == right.facts }

  func hash(into hasher: inout Hasher) { hasher.combine(facts) }
}

extension Segment {
  /// The huge pages that it uses; `nil` if it uses small ones, or that is not known.
  ///
  /// They are not part of the `Shmem` of `/proc/meminfo`.
  package internal(set) var hugePages: HugePages? {
    get { rare?.facts.hugePages }
    set { set(newValue, isCommon: newValue == nil) { $0.hugePages = $1 } }
  }

  /// Processes that may hold it.
  ///
  /// Those of another IPC namespace that map a System V segment with the same ID, key and size, while
  /// some holders were not found; and those of another mount namespace that registered a file with
  /// the same path with an io_uring.
  package internal(set) var possibleHolders: [Holder] {
    get { rare?.facts.possibleHolders ?? [] }
    set { set(newValue, isCommon: newValue.isEmpty) { $0.possibleHolders = $1 } }
  }

  /// What holds its file without a process.
  package internal(set) var kernelHolders: [KernelHolder] {
    get { rare?.facts.kernelHolders ?? [] }
    set { set(newValue, isCommon: newValue.isEmpty) { $0.kernelHolders = $1 } }
  }

  /// What may hold its file without a process.
  package internal(set) var possibleKernelHolders: [KernelHolder] {
    get { rare?.facts.possibleKernelHolders ?? [] }
    set { set(newValue, isCommon: newValue.isEmpty) { $0.possibleKernelHolders = $1 } }
  }

  /// The key that a removed System V segment was created with, from its mappings; `nil` if unknown.
  package internal(set) var originalKey: IPCKey? {
    get { rare?.facts.originalKey }
    set { set(newValue, isCommon: newValue == nil) { $0.originalKey = $1 } }
  }

  /// The name of the program of ``creatorProcess``; `nil` if that no longer runs.
  package internal(set) var creatorCommand: [UInt8]? {
    get { rare?.facts.creatorCommand }
    set { set(newValue, isCommon: newValue == nil) { $0.creatorCommand = $1 } }
  }

  /// Sets a fact; a common value needs no place if there is none yet.
  private mutating func set<Value>(
    _ value: Value, isCommon: Bool, _ change: (inout RareFacts, Value) -> Void
  ) {
    if isCommon && rare == nil { return }
    var facts = rare?.facts ?? RareFacts()
    change(&facts, value)
    rare = facts == RareFacts() ? nil : RareFacts.Box(facts)
  }
}
