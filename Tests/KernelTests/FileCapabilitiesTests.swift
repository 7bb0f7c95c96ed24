import Testing

@testable import Kernel

@Suite("Capabilities of the program's file") struct FileCapabilitiesTests {
  @Test func `reading uses none that writes a file of another user`() {
    let reading = FileCapabilities.Purposes.reading.capabilities
    #expect(reading.isDisjoint(with: [.accessAnyFile, .changeOwner]))
    #expect(
      reading.isSuperset(of: [.processTracing, .readAnyFile, .checkpointRestore, .fileLease]))
  }

  @Test func `removing does not look into processes`() {
    let removing = FileCapabilities.Purposes.removing.capabilities
    #expect(removing == [.accessAnyFile, .fileOwner, .systemAdministration, .fileLease])
  }

  @Test func `no purpose uses none, and all purposes use those of each`() {
    let both: FileCapabilities.Purposes = [.reading, .removing]
    #expect(FileCapabilities.Purposes().capabilities == [])
    #expect(
      both.capabilities
        == FileCapabilities.Purposes.reading.capabilities.union(
          FileCapabilities.Purposes.removing.capabilities))
  }

  @Test func `each is the bit with its number`() {
    for capability in Capability.allCases {
      #expect(Set([capability]).bits == 1 << capability.rawValue)
    }
    #expect(Set<Capability>([.readAnyFile, .processTracing]).bits == 0x80004)
    #expect(Set<Capability>().bits == 0)
  }

  @Test func `a program whose file has none keeps what its user has`() throws {
    let before = Capability.allCases.map(\.isEffective)
    try FileCapabilities.dropAll(exceptFor: [])
    #expect(
      FileCapabilities.use(for: .removing) { Capability.allCases.map(\.isEffective) } == before)
    #expect(Capability.allCases.map(\.isEffective) == before)
  }
}
