internal import Formatting
internal import Kernel
internal import Monitor
internal import Operations
internal import Query
internal import SafeText
internal import SharedMemory

/// Changes segments for the monitor, and creates them, as the commands do.
struct MonitorChange: Sendable {
  let log: AuditLog
  let charset: Charset

  /// Finds the new owner, and what is certain to speak against the changes.
  ///
  /// The verdict of the segment must rest on a scan of processes.
  static func foresee(_ wanted: WantedChange, of segment: Segment) -> Event {
    .changeForeseen(
      segment.identity,
      Result { () throws(ChangeProblem) in
        let owner = try owner(wanted)
        let changes = ForeseenChange.changes(wanted, owner: owner)
        let hasList: Bool
        do throws(ChangeError) {
          let target = try ChangeTarget.find(segment)
          for change in changes { try change.check(target, of: segment) }
          hasList = target.hasAccessControlList
        } catch {
          throw .change(error)
        }
        var accounts = Accounts()
        let users = [segment.owner?.user, owner?.user].compactMap(\.self)
        let groups = [segment.owner?.group, owner?.group].compactMap(\.self)
        for user in users { accounts.lookUp(user) }
        for group in groups { accounts.lookUp(group) }
        return ForeseenChange(
          changes, accounts: accounts, lockLimit: LockedMemory.limit, hasList: hasList)
      })
  }

  private static func owner(_ wanted: WantedChange) throws(ChangeProblem) -> NewOwner? {
    guard let text = wanted.owner else { return nil }
    do throws(TypedProblem) { return try NewOwner(typed: text, in: .system) } catch {
      throw .owner(error)
    }
  }

  /// Makes changes one after the other, up to the first that fails.
  func make(_ changes: [SegmentChange], of segment: Segment) -> Event {
    var log = log
    var format = FormatOptions(charset: charset, now: .now)
    var result = ChangeResult()
    do throws(ChangeError) {
      for change in changes {
        let outcome = try change.make(on: try ChangeTarget.find(segment), of: segment)
        log.record(act: DisplayText(recordOf: outcome.act, segment, by: .current, format))
        if case .access(let before, let after) = outcome {
          for owner in [before.owner, after.owner] {
            format.accounts.lookUp(owner.user)
            format.accounts.lookUp(owner.group)
          }
        }
        result.done.append(DisplayText(outcome, on: segment, format))
      }
    } catch {
      result.problem = error
    }
    return .changed(segment, result)
  }

  /// Creates a segment.
  func create(_ request: Creation.Request) -> Event {
    .created(
      request,
      Result { () throws(Creation.Refusal) in
        let segment = try Creation.create(request) { !Interrupt.isRequested }
        var log = log
        log.record(
          act: DisplayText(
            recordOf: .created, segment, by: .current,
            FormatOptions(charset: charset, now: .now)))
        return segment
      })
  }
}
