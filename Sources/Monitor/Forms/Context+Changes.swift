internal import Canvas
internal import Formatting
package import Operations
package import SafeText
internal import SharedMemory

/// The result of changes of one segment.
package struct ChangeResult: Sendable {
  /// What was done.
  package var done: [DisplayText] = []
  /// Why not all was done.
  package var problem: ChangeError?

  package init() {}
}

/// The messages on segments that were created or changed.
extension Context {
  mutating func changed(_ segment: Segment, _ result: ChangeResult) {
    var parts = result.done
    if let problem = result.problem {
      parts.append(Self.text(of: problem, after: result.done.count, of: segment, format))
    }
    var text = outcomeStart(segment)
    for (index, part) in parts.enumerated() {
      if index > 0 { text.append(literal: "; ") }
      text.append(part)
    }
    say(text, result.problem == nil ? .emphasis : .error)
    refreshAfterChange()
  }

  /// Says why not all was changed; what follows a lock are the owner and the mode.
  private static func text(
    of problem: ChangeError, after count: Int, of segment: Segment, _ format: FormatOptions
  ) -> DisplayText {
    let reason = DisplayText(problem, of: segment, format)
    return count == 0
      ? "not changed: \(reason)" : "owner and mode not changed: \(reason)"
  }

  mutating func created(
    _ request: Creation.Request, _ result: Result<Segment, Creation.Refusal>
  ) {
    do throws(Creation.Refusal) {
      let segment = try result.get()
      say("\(outcomeStart(segment))created", .emphasis)
      createdSegment = segment.identity.id
    } catch {
      let name = DisplayText(wanted: request.name, in: charset)
        .elided(to: max(12, size.columns / 2), mark: ellipsis)
      say("\(name): \(DisplayText(error, of: request, in: charset))", .error)
    }
    refreshAfterChange()
  }

  /// Selects the segment that was created last when it has a row, unless a key was pressed since.
  mutating func followCreatedSegment(_ model: TableModel) {
    guard let id = createdSegment, model.segment(id) != nil else { return }
    createdSegment = nil
    guard model.index(of: id, near: 0) != nil else {
      return say("\(DisplayText(id, in: charset)): created, but the filter hides it")
    }
    select(id)
  }
}
