// swift-tools-version: 6.3
import PackageDescription

let package = Package(
  name: "mgsim",
  products: [
    .library(name: "Quantities", targets: ["Quantities"]),
    .library(name: "RandomStreams", targets: ["RandomStreams"]),
    .library(name: "EventSimulation", targets: ["EventSimulation"]),
    .library(name: "HDF5", targets: ["HDF5"]),
    .library(name: "Profiles", targets: ["Profiles", "ProfileFiles"]),
    .library(name: "PowerFlow", targets: ["PowerFlow", "NetworkFiles"]),
    .library(name: "Devices", targets: ["Devices"]),
    .library(name: "Tariffs", targets: ["Tariffs", "TariffFiles"]),
    .library(name: "Agents", targets: ["Agents"]),
    .library(name: "LinearPrograms", targets: ["LinearPrograms"]),
    .library(name: "Markets", targets: ["Markets", "MarketFiles"]),
    .library(name: "Contracts", targets: ["Contracts", "ContractFiles"]),
    .library(name: "ResultFiles", targets: ["ResultFiles"]),
    .library(name: "Microgrids", targets: ["Microgrids", "Scenarios"]),
    .library(
      name: "Studies",
      targets: ["Studies", "StudyDesigns", "StudyFiles", "Sweeps", "Statistics"]),
    .executable(name: "mgsim", targets: ["mgsim"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    // MARK: Floor 1: C libraries by name, numbers, time, chance

    .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(
      name: "CClp", providers: [.apt(["coinor-libclp-dev"])]),
    .systemLibrary(name: "CKLU", providers: [.apt(["libsuitesparse-dev"])]),
    .target(name: "JSONReading"),
    .target(name: "Quantities"),
    .target(name: "RandomStreams"),
    .target(name: "Spelling"),

    // MARK: Floor 2: no domain words yet

    .target(name: "Parameters", dependencies: ["Quantities"]),
    .target(name: "HDF5", dependencies: ["CHDF5", "CDeflate"]),
    .target(name: "EventSimulation", dependencies: ["Quantities"]),
    .target(name: "Accounting", dependencies: ["Quantities"]),
    .target(name: "Profiles", dependencies: ["Quantities"]),
    .target(name: "LinearPrograms", dependencies: ["CClp"]),
    .target(name: "Statistics", dependencies: ["RandomStreams"]),
    .target(name: "StudyDesigns", dependencies: ["RandomStreams", "Spelling"]),

    // MARK: Floor 3: models, pure, and the files they come from

    .target(
      name: "ProfileFiles",
      dependencies: ["CDeflate", "HDF5", "Profiles", "Quantities", "Spelling"]),
    .target(
      name: "PowerFlow",
      dependencies: [
        "CKLU", "Parameters", "Quantities", "RandomStreams",
        .product(name: "ComplexModule", package: "swift-numerics"),
      ]),
    .target(name: "Devices", dependencies: ["Parameters", "Profiles", "Quantities"]),
    .target(
      name: "Tariffs", dependencies: ["JSONReading", "Parameters", "Quantities", "Spelling"],
      resources: [.embedInCode("Brazil/brazil.json"), .embedInCode("Sharing/europe.json")]),
    .target(
      name: "Contracts",
      dependencies: ["Quantities", .product(name: "Crypto", package: "swift-crypto")]),
    .target(
      name: "Markets",
      dependencies: ["LinearPrograms", "Parameters", "Quantities", "RandomStreams"]),
    .target(name: "ResultFiles", dependencies: ["HDF5", "Quantities"]),

    // MARK: Floor 4: what owners want, who pays whom, networks of other programs

    .target(
      name: "MarketFiles",
      dependencies: [
        "JSONReading", "Markets", "Parameters", "Quantities", "RandomStreams", "Spelling",
      ]),
    .target(
      name: "TariffFiles",
      dependencies: [
        "JSONReading", "Parameters", "ProfileFiles", "Profiles", "Quantities", "Spelling",
        "Tariffs",
      ]),
    .target(
      name: "ContractFiles", dependencies: ["Contracts", "JSONReading", "Quantities", "Spelling"]),
    .target(
      name: "NetworkFiles",
      dependencies: [
        "JSONReading", "PowerFlow", "Quantities", "Spelling",
        .product(name: "ComplexModule", package: "swift-numerics"),
      ]),
    .target(
      name: "Agents",
      dependencies: [
        "Contracts", "Devices", "LinearPrograms", "Markets", "Parameters", "Quantities",
        "RandomStreams", "Tariffs",
      ]),
    .target(
      name: "StudyFiles",
      dependencies: [
        "HDF5", "JSONReading", .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "Settlement",
      dependencies: ["Accounting", "Markets", "Quantities", "Tariffs"]),

    // MARK: Floor 5: scenario files, checks of result files, networks solved and drawn

    .target(name: "NetworkDiagrams", dependencies: ["PowerFlow", "Quantities"]),
    .target(
      name: "NetworkStudies",
      dependencies: [
        "JSONReading", "NetworkFiles", "PowerFlow", "ProfileFiles", "Profiles", "Quantities",
        "ResultFiles", "Spelling", .product(name: "ComplexModule", package: "swift-numerics"),
      ]),
    .target(
      name: "Scenarios",
      dependencies: [
        "Agents", "Contracts", "Devices", "JSONReading", "Markets", "NetworkFiles", "Parameters",
        "PowerFlow", "ProfileFiles", "Profiles", "Quantities", "RandomStreams", "Settlement",
        "Spelling", "StudyDesigns", "TariffFiles", "Tariffs",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ]),

    .target(
      name: "Reports",
      dependencies: [
        "Accounting", "Contracts", "JSONReading", "Quantities", "ResultFiles", "Settlement",
        "Spelling", "Statistics", "StudyFiles", "Tariffs",
      ]),
    .target(
      name: "Sweeps",
      dependencies: [
        "JSONReading", "Spelling", "Statistics", "StudyDesigns", "StudyFiles",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),

    // MARK: Floors 6 to 8: one run, many runs, the command line

    .target(
      name: "Microgrids",
      dependencies: [
        "Accounting", "Agents", "Contracts", "Devices", "EventSimulation", "Markets", "Parameters",
        "PowerFlow", "Profiles", "Quantities", "RandomStreams", "ResultFiles", "Scenarios",
        "Settlement",
        "Tariffs", .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "Studies",
      dependencies: [
        "Microgrids", "ResultFiles", "Scenarios", "StudyDesigns", "StudyFiles", "Sweeps",
      ]),
    .executableTarget(
      name: "mgsim",
      dependencies: [
        "Agents", "ContractFiles", "Contracts", "MarketFiles", "Markets", "Microgrids",
        "NetworkDiagrams", "NetworkFiles",
        "NetworkStudies", "Parameters", "PowerFlow", "Quantities", "Reports", "ResultFiles",
        "Scenarios", "Settlement",
        "Spelling", "Statistics", "Studies", "StudyDesigns", "StudyFiles", "Sweeps", "TariffFiles",
        "Tariffs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      resources: [
        .embedInCode("Starting/Template/README.md"),
        .embedInCode("Starting/Template/scenario.yaml"),
        .embedInCode("Starting/Template/profiles.csv"),
        .embedInCode("Starting/Template/study.yaml"),
        .embedInCode("Starting/Template/notebook.ipynb"),
        .embedInCode("Starting/Template/gitignore.txt"),
      ]),

    // MARK: Tests

    .target(
      name: "TestSupport", dependencies: ["Contracts", "Markets", "Quantities"],
      path: "Tests/TestSupport", exclude: ["Slurm"]),
    .testTarget(
      name: "AccountingTests", dependencies: ["Accounting", "Quantities", "TestSupport"]),
    .testTarget(
      name: "AgentsTests",
      dependencies: [
        "Agents", "Contracts", "Devices", "LinearPrograms", "Markets", "Parameters", "Quantities",
        "RandomStreams", "TestSupport",
      ]),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(
      name: "ContractFilesTests",
      dependencies: ["ContractFiles", "Contracts", "Quantities", "TestSupport"]),
    .testTarget(
      name: "ContractsTests",
      dependencies: ["Contracts", "Quantities", "TestSupport"],
      exclude: ["Data"]),
    .testTarget(
      name: "DevicesTests",
      dependencies: ["Devices", "Parameters", "Quantities", "TestSupport"],
      exclude: ["Data"]),
    .testTarget(
      name: "EventSimulationTests", dependencies: ["EventSimulation", "Quantities", "TestSupport"]),
    .testTarget(name: "HDF5Tests", dependencies: ["HDF5", "TestSupport"]),
    .testTarget(name: "LinearProgramsTests", dependencies: ["LinearPrograms", "TestSupport"]),
    .testTarget(
      name: "MarketFilesTests",
      dependencies: ["MarketFiles", "Markets", "Parameters", "Quantities", "TestSupport"]),
    .testTarget(
      name: "MarketsTests",
      dependencies: [
        "LinearPrograms", "Markets", "Parameters", "Quantities", "RandomStreams", "TestSupport",
      ],
      exclude: ["Data"]),
    .testTarget(
      name: "MicrogridsTests",
      dependencies: [
        "Accounting", "Agents", "Devices", "HDF5", "Markets", "Microgrids", "Parameters",
        "PowerFlow", "Quantities", "Reports", "ResultFiles", "Scenarios", "Tariffs", "TestSupport",
      ]),
    .testTarget(
      name: "NetworkDiagramsTests",
      dependencies: [
        "NetworkDiagrams", "NetworkFiles", "PowerFlow", "Quantities", "TestSupport",
        .product(name: "ComplexModule", package: "swift-numerics"),
      ]),
    .testTarget(
      name: "NetworkStudiesTests",
      dependencies: [
        "NetworkFiles", "NetworkStudies", "PowerFlow", "ProfileFiles", "Profiles", "Quantities",
        "ResultFiles", "TestSupport",
      ]),
    .testTarget(
      name: "NetworkFilesTests",
      dependencies: [
        "JSONReading", "NetworkFiles", "PowerFlow", "Quantities", "TestSupport",
        .product(name: "ComplexModule", package: "swift-numerics"),
      ],
      exclude: ["Data"]),
    .testTarget(name: "ParametersTests", dependencies: ["Parameters"]),
    .testTarget(
      name: "PowerFlowTests",
      dependencies: [
        "JSONReading", "NetworkFiles", "PowerFlow", "Quantities", "TestSupport",
        .product(name: "ComplexModule", package: "swift-numerics"),
      ],
      exclude: ["Data"]),
    .testTarget(
      name: "ProfileFilesTests",
      dependencies: ["CDeflate", "HDF5", "ProfileFiles", "Profiles", "Quantities", "TestSupport"]),
    .testTarget(name: "ProfilesTests", dependencies: ["Profiles", "Quantities", "TestSupport"]),
    .testTarget(
      name: "QuantitiesTests", dependencies: ["Quantities", "TestSupport"], exclude: ["Data"]),
    .testTarget(name: "RandomStreamsTests", dependencies: ["RandomStreams"]),
    .testTarget(
      name: "ResultFilesTests",
      dependencies: ["HDF5", "Quantities", "ResultFiles", "TestSupport"],
      exclude: ["Python"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Contracts", "Quantities", "Reports", "ResultFiles", "Settlement", "Statistics",
        "StudyFiles", "TariffFiles", "Tariffs", "TestSupport",
      ],
      exclude: ["Comparison/Golden", "ShadowBills/Golden"]),
    .testTarget(
      name: "ScenariosTests",
      dependencies: [
        "Agents", "Contracts", "Devices", "Markets", "Parameters", "PowerFlow", "Profiles",
        "Quantities", "RandomStreams", "Scenarios", "StudyDesigns", "TariffFiles", "Tariffs",
      ]),
    .testTarget(
      name: "SettlementTests",
      dependencies: [
        "Accounting", "Parameters", "Quantities", "Settlement", "Tariffs", "TestSupport",
      ]),
    .testTarget(name: "SpellingTests", dependencies: ["Spelling"]),
    .testTarget(name: "StatisticsTests", dependencies: ["RandomStreams", "Statistics"]),
    .testTarget(
      name: "StudiesTests",
      dependencies: [
        "HDF5", "Microgrids", "Quantities", "ResultFiles", "Scenarios", "Studies", "StudyDesigns",
        "StudyFiles", "Sweeps", "TestSupport",
      ]),
    .testTarget(
      name: "StudyDesignsTests",
      dependencies: ["RandomStreams", "Statistics", "StudyDesigns", "TestSupport"]),
    .testTarget(
      name: "StudyFilesTests",
      dependencies: ["HDF5", "Quantities", "ResultFiles", "StudyFiles", "TestSupport"]),
    .testTarget(
      name: "SweepsTests",
      dependencies: ["HDF5", "Statistics", "StudyDesigns", "StudyFiles", "Sweeps", "TestSupport"],
      exclude: ["Engines/Golden"]),
    .testTarget(
      name: "TariffFilesTests",
      dependencies: [
        "JSONReading", "Parameters", "Profiles", "Quantities", "TariffFiles", "Tariffs",
        "TestSupport",
      ],
      exclude: ["Data"]),
    .testTarget(
      name: "TariffsTests",
      dependencies: ["JSONReading", "Parameters", "Quantities", "Tariffs", "TestSupport"],
      exclude: ["Data"]),
    .testTarget(
      name: "ValidationTests",
      dependencies: ["Microgrids", "ResultFiles", "Scenarios", "TestSupport"],
      exclude: ["Cases"]),
    .testTarget(name: "mgsimTests", dependencies: ["TestSupport", "mgsim"], exclude: ["Golden"]),

    // MARK: Benchmarks

    .target(name: "CHeap", path: "Tests/Benchmarks/CHeap"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Agents", "CHeap", "Contracts", "EventSimulation", "Markets", "Microgrids", "NetworkFiles",
        "PowerFlow", "Quantities", "RandomStreams", "Scenarios", "Studies", "StudyDesigns",
        "StudyFiles", "Sweeps", "Tariffs",
      ],
      path: "Tests/Benchmarks", exclude: ["CHeap", "Peers", "Thresholds.json", "run"]),
  ]
)

// Every target is built with all that Swift 7 will demand, and with no warning left standing.
for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
  ]
}
