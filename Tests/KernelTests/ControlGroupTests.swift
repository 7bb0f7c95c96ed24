import Testing

@testable import Kernel

struct ControlGroupTests {
  private static let id = String(repeating: "4f0c1234567890ab", count: 4)

  /// The text of the file, the unit and the container.
  private static let groups: [(text: String, unit: String?, container: String?)] = [
    ("0::/system.slice/ssh.service", "ssh.service", nil),
    ("0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-x.scope", "app-x.scope", nil),
    ("12:cpu:/x\n1:name=systemd:/system.slice/cron.service\n0::/y", "cron.service", nil),
    ("0::/system.slice/docker-\(id).scope", "docker-\(id).scope", id),
    ("4:memory:/docker/\(id)\n", nil, id),
    ("0::/machine.slice/libpod-\(id).scope/container", "libpod-\(id).scope", id),
    (
      "0::/kubepods.slice/kubepods-pod3a.slice/cri-containerd-\(id).scope",
      "cri-containerd-\(id).scope", id
    ),
    ("0::/kubepods/burstable/pod3a2f/\(id)", nil, id),
    ("0::/lxc.payload.web/system.slice/ssh.service", "ssh.service", "web"),
    ("0::/system.slice/docker-short.scope", "docker-short.scope", nil),
    ("0::/x/\(id)", nil, nil), ("0::/docker", nil, nil),
  ]

  @Test(arguments: groups) func `its path tells the unit and the container`(
    text: String, unit: String?, container: String?
  ) throws {
    let group = try #require(ControlGroup(Array(text.utf8)))
    #expect(group.unit.map { String(decoding: $0, as: UTF8.self) } == unit)
    #expect(group.container.map { String(decoding: $0, as: UTF8.self) } == container)
  }

  @Test(arguments: ["", "0::/", "x", "1:a", ":::", "0::"]) func `the root group tells nothing`(
    text: String
  ) {
    #expect(ControlGroup(Array(text.utf8))?.unit == nil)
    #expect(ControlGroup(Array(text.utf8))?.container == nil)
  }
}
