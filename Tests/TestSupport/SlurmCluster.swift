import Foundation

/// A Slurm of two nodes in a folder of its own, which ends with the value.
public final class SlurmCluster {
  /// The programs that it consists of.
  public static let isInstalled = ["slurmctld", "slurmd", "munged", "sbatch", "scontrol", "squeue"]
    .allSatisfy { Tool.path($0) != nil }

  private let folder: String
  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Slurm/cluster").path(percentEncoded: false)

  /// Starts it.
  public init(in folder: String) throws {
    self.folder = folder
    try run(Self.script, "start", folder)
  }

  deinit { _ = try? run(Self.script, "stop", folder) }

  /// What programs need to find it.
  public var environment: [String: String] { ["SLURM_CONF": folder + "/slurm.conf"] }

  /// Takes the current from a node.
  public func kill(_ node: String) throws { try run(Self.script, "kill", folder, node) }

  /// Runs a command and gives what it prints.
  @discardableResult
  public func run(_ command: String..., in place: String = "/") throws -> String {
    try run(command, in: place)
  }

  /// Runs a command and gives what it prints.
  @discardableResult
  public func run(_ command: [String], in place: String = "/") throws -> String {
    let outcome = try ChildProcess(
      "/usr/bin/env", command, in: place, environment: environment
    ).outcome()
    guard outcome.code == 0 else { throw Failure(command: command, outcome: outcome) }
    return outcome.output
  }

  /// Waits until a job has ended, however; false when it does not.
  ///
  /// It keeps its thread meanwhile: a test that gave it away would get it back when the tests of
  /// the whole package leave one free, and find its time over.
  public func wait(for job: String, seconds: Double = 240) throws -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      if try run("squeue", "--noheader", "--states=all", "--array", "--format=%T", "--job=\(job)")
        .split(separator: "\n")
        .allSatisfy({ ["COMPLETED", "FAILED", "CANCELLED", "TIMEOUT"].contains($0) })
      {
        return true
      }
      usleep(100_000)
    }
    return false
  }

  /// A command that failed.
  public struct Failure: Error {
    public let command: [String]
    public let outcome: ChildProcess.Outcome
  }
}
