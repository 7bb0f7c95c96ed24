internal import ArgumentParser
internal import Contents
internal import Formatting
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// Opens a segment's bytes; if reading changes the segment, only with the user's consent.
struct ContentsConsent {
  let segment: Segment
  let format: FormatOptions

  /// Opens the bytes and returns their number, or reports an error and ends the program.
  func open(
    accepting accepted: AccessMethod.SideEffects
  ) throws(ExitCode) -> (reader: ContentsReader, size: UInt64) {
    do throws(ContentsError) {
      let reader = try ContentsReader.open(segment, accepting: accepted)
      do throws(Errno) { return (reader, try reader.size()) } catch { throw .failed(error) }
    } catch {
      guard case .hasSideEffects(let cost) = error else {
        throw refuse(DisplayText(error, of: segment, format))
      }
      let words: DisplayText = "reading \(cost.text)"
      guard Confirmation.canBeAsked else {
        throw refuse("\(words); '--accept \(cost.word)' allows it")
      }
      guard Self.ask(about: segment, cost) else { throw refuse("not read") }
      return try open(accepting: cost)
    }
  }

  /// Asks whether to read a segment although that changes it.
  static func ask(about segment: Segment, _ cost: AccessMethod.SideEffects) -> Bool {
    Confirmation.ask(
      "\(DisplayText(segment.identity.id, in: .current)): reading \(cost.text). Read it")
  }

  private var name: DisplayText { DisplayText(segment.identity.id, in: .current) }

  private func refuse(_ reason: DisplayText) -> ExitCode {
    StandardError.complain("\(name): \(reason)")
    return .failure
  }

  /// Parses the side effects that the user accepts.
  static func cost(_ argument: String) throws -> AccessMethod.SideEffects {
    guard let cost = costs.first(where: { $0.word.string == argument }) else {
      throw ValidationError(
        "expected one of \(costs.map { $0.word.string }.joined(separator: ", ")).")
    }
    return cost
  }

  /// The side effects that can be accepted, the least first.
  static let costs: [AccessMethod.SideEffects] = [
    .accessTime, .swapsIn, .attachAndDetach, .staysAttached, .allocatesPages,
  ]
}
