import Foundation
import TestSupport

/// A folder with a small scenario in `input` and an empty folder `output`, in which the program is
/// started.
struct Study: ~Copyable {
  private let folder: TemporaryFolder

  /// Writes the scenario `village.yaml` and the files that it refers to.
  init(
    _ yaml: String = Village.yaml, profile: String = Village.profile(),
    network: String = Village.network
  ) throws {
    let folder = try TemporaryFolder()
    for name in ["input", "output"] {
      try FileManager.default.createDirectory(
        atPath: folder.file(name), withIntermediateDirectories: false)
    }
    try folder.create("input/village.yaml", Array(yaml.utf8))
    try folder.create("input/day.csv", Array(profile.utf8))
    try folder.create("input/feeder.json", Array(network.utf8))
    self.folder = folder
  }

  /// The scenario's path from the folder in which the program is started.
  static let scenario = "../input/village.yaml"

  /// The folder in which the program is started.
  var outputFolder: String { folder.file("output") }

  /// The whole path of an output file.
  func output(_ name: String) -> String { folder.file("output/" + name) }

  /// The names of all output files, hidden ones included.
  var outputs: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: outputFolder)) ?? []).sorted()
  }

  /// The names of the output files that are not whole.
  var partials: [String] { outputs.filter { $0.hasSuffix(".partial") } }

  /// Puts another file beside the scenario.
  func add(_ name: String, _ bytes: [UInt8]) throws { try folder.create("input/" + name, bytes) }

  /// Puts another file beside the scenario.
  func add(_ name: String, _ text: String) throws { try add(name, Array(text.utf8)) }

  /// Runs the program in the output folder.
  func program(
    _ arguments: String..., environment: [String: String] = [:], timeout: Duration = .seconds(60)
  ) throws -> ChildProcess.Outcome {
    try Program.run(
      arguments, in: outputFolder, environment: environment, timeout: timeout)
  }

  /// Starts the program in the output folder.
  func start(_ arguments: String...) throws -> ChildProcess {
    try Program.start(arguments, in: outputFolder)
  }
}
