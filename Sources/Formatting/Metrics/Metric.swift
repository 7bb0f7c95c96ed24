internal import Kernel
internal import SafeText
internal import SharedMemory

/// A metric of `shmtop metrics`: a row of ``all``.
///
/// All are gauges: one look at the host has nothing to count up from.
struct Metric: Sendable {
  /// Its name, which ends with the unit of its values if they have one: `_bytes`, `_seconds`.
  let name: StaticString
  /// What it says, in one sentence; printable ASCII without quotes and backslashes.
  let help: StaticString
  /// Its values; `nil` for one that is not known.
  let samples: @Sendable (HostMetrics) -> [Sample?]

  init(
    _ name: StaticString, _ help: StaticString,
    _ samples: @escaping @Sendable (HostMetrics) -> [Sample?]
  ) {
    self.name = name
    self.help = help
    self.samples = samples
  }

  /// A value with the labels that tell it from others of its metric.
  struct Sample: Sendable {
    let labels: [(name: StaticString, value: DisplayText)]
    let value: Value

    /// A sample of a number; `nil` if it is not known.
    init?(_ number: UInt64?, _ labels: (StaticString, DisplayText)...) {
      guard let number else { return nil }
      value = .number(number)
      self.labels = labels
    }

    /// A sample of a length of time, or of a moment since 1970; `nil` if it is not known.
    init?(_ duration: Duration?, _ labels: (StaticString, DisplayText)...) {
      guard let duration else { return nil }
      value = .seconds(duration)
      self.labels = labels
    }

    /// A sample that is 1 or 0.
    init(_ isTrue: Bool, _ labels: (StaticString, DisplayText)...) {
      value = .number(isTrue ? 1 : 0)
      self.labels = labels
    }
  }

  /// The value of a sample.
  enum Value: Hashable, Sendable {
    case number(UInt64)
    case seconds(Duration)
  }
}

// MARK: As text

extension Metric {
  /// Appends its lines; nothing if it has no samples.
  ///
  ///     # HELP shmtop_processes Processes that were looked at.
  ///     # TYPE shmtop_processes gauge
  ///     shmtop_processes 412
  func append(_ metrics: HostMetrics, to text: inout [UInt8]) {
    let samples = samples(metrics).compactMap(\.self)
    guard !samples.isEmpty else { return }
    let name = DisplayText(stringLiteral: name)
    text += ("# HELP \(name) \(DisplayText(stringLiteral: help))" as DisplayText).utf8
    text.append(UInt8(ascii: "\n"))
    text += ("# TYPE \(name) gauge" as DisplayText).utf8
    text.append(UInt8(ascii: "\n"))
    for sample in samples {
      text += name.utf8
      sample.append(to: &text)
    }
  }
}

extension Metric.Sample {
  /// Appends labels and value: `{kind="posix",state="orphan"} 3`.
  fileprivate func append(to text: inout [UInt8]) {
    for (index, label) in labels.enumerated() {
      text.append(UInt8(ascii: index == 0 ? "{" : ","))
      text += DisplayText(stringLiteral: label.name).utf8
      text += Array("=\"".utf8)
      // Display text has no control characters, so only these two need an escape in a label.
      for byte in label.value.utf8 {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
          text.append(UInt8(ascii: "\\"))
        }
        text.append(byte)
      }
      text.append(UInt8(ascii: "\""))
    }
    if !labels.isEmpty { text.append(UInt8(ascii: "}")) }
    text += (" \(value.text)\n").utf8
  }
}

extension Metric.Value {
  /// Decimal digits; seconds with microseconds.
  fileprivate var text: String {
    switch self {
    case .number(let number): return String(number)
    case .seconds(let duration):
      let (seconds, attoseconds) = duration.components
      let microseconds = String(attoseconds / 1_000_000_000_000)
      return "\(seconds).\(String(repeating: "0", count: 6 - microseconds.count))\(microseconds)"
    }
  }
}
