internal import Kernel

/// The totals of segments that have something in common, such as their owner.
package struct Breakdown<Key: Hashable & Sendable>: Sendable {
  /// The segments with one key.
  package struct Part: Sendable {
    package let key: Key
    package fileprivate(set) var sum = Totals.Sum()
  }

  /// Those with the most bytes first, then those with the most segments.
  package private(set) var parts: [Part]
  /// The sum of a key that no segment has.
  private var empty = Totals.Sum()

  /// Sums segments by `key`; a file with several names counts once for each key.
  ///
  /// Without `isComplete` there can be others, and all numbers are lower bounds.
  package init(of segments: [Segment], isComplete: Bool, by key: (Segment) -> Key) {
    var indices: [Key: Int] = [:]
    var parts: [Part] = []
    var files = CountedFiles<Int>()
    for segment in segments {
      let key = key(segment)
      let index = indices[key] ?? parts.count
      if index == parts.count {
        indices[key] = index
        parts.append(Part(key: key))
      }
      parts[index].sum.add(segment, isFirstName: files.isFirstName(segment, in: index))
    }
    if !isComplete {
      for index in parts.indices { parts[index].sum.addUnseen() }
      empty.addUnseen()
    }
    // Equal ones keep their order, which `sorted` does not promise.
    self.parts = parts.enumerated().sorted {
      let (one, other) = ($0.element.sum, $1.element.sum)
      return (one.allocated.least, one.count, -$0.offset)
        > (other.allocated.least, other.count, -$1.offset)
    }.map(\.element)
  }

  /// The sum of a key; nothing if no segment has it, or if there can be others, a lower bound of 0.
  package subscript(key: Key) -> Totals.Sum { parts.first { $0.key == key }?.sum ?? empty }

  /// The first parts, and the others as one sum; `nil` if there are none.
  package func largest(_ most: Int) -> (parts: [Part], others: (count: Int, sum: Totals.Sum)?) {
    guard parts.count > most else { return (parts, nil) }
    let others = parts[most...]
    return (
      Array(parts[..<most]), (others.count, others.reduce(Totals.Sum()) { $0 + $1.sum })
    )
  }
}
