// swift-tools-version: 6.2
import PackageDescription

/// One strictness for every module of the program and of its tests.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// What makes a program start quickly.
let quickStart: [LinkerSetting] = [
  // A position-independent executable of the static Swift library makes the dynamic loader
  // patch 37,000 addresses before main: a fifth of the whole time of `shmtop list`.
  .unsafeFlags(["-Xclang-linker", "-no-pie"], .when(configuration: .release))
]

// Why: Sources/Decisions/01-modules-and-package-access.md
let package = Package(
  name: "shmtop",
  products: [
    .executable(name: "shmtop", targets: ["shmtop"]),
    // For tests alone, which load it before the program.
    .library(name: "shmfault", type: .dynamic, targets: ["CFault"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
  ],
  targets: [
    .target(name: "CLinux"),
    .target(
      name: "CTerminal", dependencies: ["CLinux"], linkerSettings: [.linkedLibrary("ncursesw")]),
    .target(name: "SafeText", dependencies: ["CLinux"], swiftSettings: strict),
    .target(name: "Kernel", dependencies: ["CLinux", system], swiftSettings: strict),
    .target(
      name: "SharedMemory", dependencies: ["CLinux", "Kernel", system], swiftSettings: strict),
    .target(
      name: "Contents", dependencies: ["CLinux", "Kernel", "SharedMemory", system],
      swiftSettings: strict),
    .target(
      name: "Operations",
      dependencies: ["CLinux", "Contents", "Kernel", "SafeText", "SharedMemory", system],
      swiftSettings: strict),
    .target(
      name: "Formatting",
      dependencies: ["Contents", "Kernel", "Operations", "SafeText", "SharedMemory", system],
      swiftSettings: strict),
    .target(
      name: "Query",
      dependencies: ["Formatting", "Kernel", "SafeText", "SharedMemory", system],
      swiftSettings: strict),
    .target(name: "Canvas", dependencies: ["SafeText"], swiftSettings: strict),
    .target(name: "Terminal", dependencies: ["CTerminal", "Canvas"], swiftSettings: strict),
    .target(
      name: "Monitor",
      dependencies: [
        "Canvas", "Contents", "Formatting", "Kernel", "Operations", "Query", "SafeText",
        "SharedMemory",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "shmtop",
      dependencies: [
        "CLinux", "Canvas", "Contents", "Formatting", "Kernel", "Monitor", "Operations", "Query",
        "SafeText",
        "SharedMemory", "Terminal", arguments, system,
      ],
      swiftSettings: strict,
      linkerSettings: quickStart),
    .testTarget(
      name: "CanvasTests", dependencies: ["Canvas", "SafeText"], swiftSettings: strict),
    .testTarget(
      name: "MonitorTests",
      dependencies: [
        "Canvas", "Contents", "Formatting", "Kernel", "Monitor", "Operations", "Query", "SafeText",
        "SharedMemory", "TestSupport", system,
      ],
      exclude: ["Screens"],
      swiftSettings: strict),
    .target(name: "CTestSupport", path: "Tests/CTestSupport"),
    .target(name: "CFault", path: "Tests/Fault"),
    .executableTarget(
      name: "shmhold", dependencies: ["CTestSupport"], path: "Tests/Holder", swiftSettings: strict),
    .executableTarget(
      name: "shmscan", dependencies: ["Kernel", "SharedMemory"], path: "Tests/Scan",
      swiftSettings: strict,
      linkerSettings: quickStart),
    .executableTarget(
      name: "shmsearch", dependencies: ["Contents", "Kernel", "SharedMemory"], path: "Tests/Search",
      swiftSettings: strict, linkerSettings: quickStart),
    .target(
      name: "TestSupport",
      dependencies: ["CTestSupport", "Formatting", "Kernel", "Operations", "SharedMemory", system],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "SafeTextTests", dependencies: ["CLinux", "SafeText", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "KernelTests", dependencies: ["Kernel", "TestSupport", system], swiftSettings: strict),
    .testTarget(
      name: "SharedMemoryTests",
      dependencies: ["CTestSupport", "Kernel", "SharedMemory", "TestSupport", "shmhold", system],
      swiftSettings: strict),
    .testTarget(
      name: "ContentsTests",
      dependencies: [
        "CTestSupport", "Contents", "Kernel", "SharedMemory", "TestSupport", "shmhold", system,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "OperationsTests",
      dependencies: [
        "CTestSupport", "Contents", "Kernel", "Operations", "SafeText", "SharedMemory",
        "TestSupport", "shmhold", system,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "QueryTests",
      dependencies: [
        "Formatting", "Kernel", "Query", "SafeText", "SharedMemory", "TestSupport", system,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "FormattingTests",
      dependencies: [
        "Contents", "Formatting", "Kernel", "Operations", "Query", "SafeText", "SharedMemory",
        "TestSupport", system,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "Formatting", "Operations", "Query", "TestSupport", "shmhold", "shmtop", arguments,
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
