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

/// How the program is linked: it reads what other users write, often as root.
///
/// Its addresses are random, and the tables of addresses are read-only when main starts. The 45,000
/// addresses that the loader patches before are packed, and nothing is exported, or this would cost a
/// tenth of the time of `shmtop list`. The linker of the Swift toolchain can do that.
///
/// SwiftPM adds the folder of the program to its library path. No setting prevents that, so every
/// command that builds has `--disable-local-rpath`; `.ci/binary` checks the result.
///
/// Why: Sources/Decisions/61-hardened-binary.md
let hardened: [LinkerSetting] = [
  .unsafeFlags(
    ["-use-ld=lld", "-Xclang-linker", "-pie"]
      + ["relro", "now", "noexecstack", "pack-relative-relocs"].flatMap {
        ["-Xlinker", "-z", "-Xlinker", $0]
      }),
  .unsafeFlags(["-Xlinker", "--no-export-dynamic"], .when(configuration: .release)),
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
      dependencies: ["Formatting", "Kernel", "Operations", "SafeText", "SharedMemory", system],
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
      linkerSettings: hardened),
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
      linkerSettings: hardened),
    .executableTarget(
      name: "shmsearch", dependencies: ["Contents", "Kernel", "SharedMemory"], path: "Tests/Search",
      swiftSettings: strict, linkerSettings: hardened),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Formatting", "Kernel", "Monitor", "Operations", "Query", "SafeText", "SharedMemory",
        system,
      ],
      path: "Tests/FuzzTargets", swiftSettings: strict),
    .testTarget(
      name: "FuzzTargetTests", dependencies: ["FuzzTargets", "TestSupport", system],
      exclude: ["Corpus"], swiftSettings: strict),
    .target(
      name: "TestSupport",
      dependencies: ["CTestSupport", "Formatting", "Kernel", "Operations", "SharedMemory", system],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "SafeTextTests", dependencies: ["CLinux", "SafeText", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "KernelTests", dependencies: ["CTestSupport", "Kernel", "TestSupport", system],
      swiftSettings: strict),
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
        "Formatting", "Monitor", "Operations", "Query", "SafeText", "SharedMemory", "TestSupport",
        "shmhold", "shmtop", arguments, system,
      ],
      exclude: ["Metrics/shmtop.rules.test.yml"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// libFuzzer has a main function of its own, so only `.ci/fuzz` asks for this program.
// Why: Sources/Decisions/70-faults-and-damage.md
if Context.environment["SHMTOP_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "shmfuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz",
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
