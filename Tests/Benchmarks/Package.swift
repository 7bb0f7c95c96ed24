// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that whoever builds the program does not build its benchmarks.
let package = Package(
  name: "Benchmarks",
  targets: [
    .target(name: "CBench", linkerSettings: [.linkedLibrary("ncursesw")]),
    .executableTarget(
      name: "shmbench",
      dependencies: ["CBench"],
      swiftSettings: [
        .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
