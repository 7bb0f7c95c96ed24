internal import Glibc
internal import TestSupport
internal import Testing

@Suite("An attached segment", .waits) struct AttachedRemovalTests {
  @Test func `loses its name, stays in the list as removed, and is not removed twice`() throws {
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let start = try segment.attach()
    var isAttached = true
    defer { if isAttached { shmdt(start) } }

    let outcome = try shmtop("rm", "--yes", "\(segment.id)")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.text.contains("removed"))
    #expect(outcome.text.contains("when its last attachment ends"))
    #expect(!segment.exists)

    let listed = try #require(try shmtop("list").fields(of: "\(segment.number)"))
    #expect(listed.contains("removed"))
    let inJSON = try document().segments.first { $0.id == segment.id }
    #expect(inJSON?.removed == true)
    #expect(inJSON?.reasons?.first?.code == "name-gone")
    let shown = try shmtop("show", "\(segment.id)")
    #expect(shown.lines.contains("  it is destroyed when the last process detaches it"), "\(shown)")
    #expect(!shown.text.contains("its name was removed"), "\(shown)")

    let again = try shmtop("rm", "--yes", "\(segment.id)")
    #expect(again.status == .exited(1), "\(again)")
    #expect(again.errorText.contains("already removed"))

    shmdt(start)
    isAttached = false
    #expect(try shmtop("list").fields(of: "\(segment.number)") == nil)
    #expect(try shmtop("rm", "--yes", "\(segment.id)").status == .exited(1))
  }
}
