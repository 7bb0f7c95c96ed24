import Testing

/// Every state of the monitor as people see it, as a file in Screens.
struct GoldenScreenTests {
  @Test(arguments: Scene.all, Display.all)
  func `a scene is drawn as its file has it`(scene: Scene, display: Display) throws {
    try scene.stage(display).expectScreen(scene.name)
  }
}
