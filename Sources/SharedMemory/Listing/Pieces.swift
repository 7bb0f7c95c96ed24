/// A list in arrays of 16,384 values each, so that ``takeEach(_:)`` frees memory as it goes.
///
/// There can be a million files.
struct Pieces<Element: Sendable>: Sendable {
  /// All but the last have ``size`` values.
  private(set) var arrays: [[Element]] = []
  private(set) var count = 0

  /// So large that the C library gives the memory of an array back when it is freed.
  static var size: Int { 1 << 14 }

  mutating func append(_ element: Element) {
    if count.isMultiple(of: Self.size) {
      arrays.append([])
      if count > 0 { arrays[arrays.count - 1].reserveCapacity(Self.size) }
    }
    arrays[arrays.count - 1].append(element)
    count += 1
  }

  /// Takes all values out, in their order.
  mutating func takeEach(_ body: (Element) -> Void) {
    for index in arrays.indices {
      let array = exchange(&arrays[index], with: [])
      for element in array { body(element) }
    }
    self = Pieces()
  }
}
