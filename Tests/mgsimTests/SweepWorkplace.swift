import Foundation
import TestSupport
import Testing

/// A folder with the study that `mgsim init` makes, in which `mgsim sweep` is started.
struct SweepWorkplace: ~Copyable {
  private let folder: TemporaryFolder
  /// The folder of the study; there are blanks and quotes in its path.
  let study: String

  init(replications: Int = 5) throws {
    let folder = try TemporaryFolder()
    let place = folder.file("it's \"100 %\"")
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    #expect(try Program.run(["init", "demo"], in: place).code == 0)
    try Self.replace("count: 5", with: "count: \(replications)", in: place + "/demo/study.yaml")
    self.folder = folder
    study = place + "/demo"
  }

  /// Runs `mgsim sweep` with the study.
  func sweep(
    _ words: String..., environment: [String: String] = [:]
  ) throws -> ChildProcess.Outcome {
    try Program.run(
      ["sweep", words[0], "study.yaml"] + words.dropFirst(), in: study, environment: environment)
  }

  /// The collected results.
  func results(_ folder: String = "demo.study") throws -> Data {
    try bytes(of: "\(study)/\(folder)/study.h5")
  }

  /// The results of the same study, run at one go in another folder.
  func localResults() throws -> Data {
    #expect(try sweep("run", "--folder", "local").code == 0)
    #expect(try sweep("collect", "--folder", "local").code == 0)
    return try results("local")
  }

  /// The path of a folder outside the study.
  func file(_ name: String) -> String { folder.file(name) }

  /// The number of points that are there.
  var pointCount: Int { points.count }

  /// The names of the files of the study.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: study)) ?? []).sorted()
  }

  /// The paths of the points that are there, in the order of their names.
  var points: [String] {
    let folder = study + "/demo.study/points/"
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    return (names ?? []).filter { $0.hasSuffix(".h5") && !$0.hasPrefix(".") }.sorted()
      .map { folder + $0 }
  }

  /// Changes a text in a file of the study.
  func replace(_ old: String, with new: String, in file: String = "study.yaml") throws {
    try Self.replace(old, with: new, in: study + "/" + file)
  }

  private static func replace(_ old: String, with new: String, in path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(old))
    try text.replacing(old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Starts `mgsim sweep run`.
  func start() throws -> ChildProcess {
    try Program.start(["sweep", "run", "study.yaml"], in: study)
  }
}
