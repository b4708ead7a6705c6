import Foundation
import Microgrids
import Scenarios
import Studies
import StudyDesigns
import StudyFiles
import Sweeps

/// Two hundred points of a study on one thread, on two, and each in a process of its own.
struct SweepBenchmark: Benchmark {
  let name = "sweep"
  let summary = "200 points of a study: threads, processes, and what a point costs beyond its run"

  func run(in context: BenchmarkContext) throws -> [Measurement] {
    try measure("200 one-day points", end: "2016-01-02", in: context)
      + measure("200 one-month points", end: "2016-02-01", in: context)
  }

  private func measure(
    _ scenario: String, end: String, in context: BenchmarkContext
  ) throws -> [Measurement] {
    let base = context.folder.appending(
      path: "../../scenarios/simbench-lv-rural/community.yaml"
    ).standardized.path(percentEncoded: false)
    let study = try BenchmarkStudy(base: base, end: end)
    var single: [Double] = []
    var double: [Double] = []
    var excess: [Double] = []
    var processes: [Double] = []
    for _ in 0..<context.repetitions {
      let one = try study.seconds(threads: 1)
      single.append(one)
      double.append(try study.seconds(threads: 2))
      let alone = try study.secondsOfSimulation()
      excess.append((one - alone) / Double(study.plan.points.count) * 1000)
      processes.append(try study.secondsOfProcesses(context.program, count: 20))
    }
    func measurement(_ subject: String, _ unit: String, _ values: [Double]) -> Measurement {
      Measurement(
        benchmark: name, scenario: scenario, subject: subject, unit: unit, values: values)
    }
    return [
      measurement("one thread", "s", single), measurement("two threads", "s", double),
      measurement("beyond the simulation", "ms/point", excess),
      measurement("a process for each", "s", processes),
    ]
  }
}

/// A study of a community over a few days, with a folder for its points.
private struct BenchmarkStudy {
  let plan: SweepPlan
  private let base: String
  private let end: String
  private let template: ScenarioTemplate
  private let model: ScenarioModel
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "mgsim-benchmark-\(UUID().uuidString)")

  init(base: String, end: String) throws {
    let text = """
      schemaVersion: 1
      name: benchmark
      base: \(base)
      set: {time.end: \(end), contract: null}
      factors:
        - {name: k, path: market.k, range: {from: 0, to: 1}}
        - {name: plant, path: members.household-1.photovoltaic.power, range: {from: 5 kW, to: 40 kW}}
      design: {kind: latin-hypercube, points: 10, seed: 3}
      replications: {count: 20, firstSeed: 1}
      """
    let study = try StudyFile.read(path: base + ".study") { path in
      path == base + ".study" ? Array(text.utf8) : Array(try Data(contentsOf: URL(filePath: path)))
    }
    self.base = base
    self.end = end
    template = try ScenarioTemplate(path: base)
    model = ScenarioModel(template, of: study)
    plan = try SweepPlanner(description: study, model: model).plan()
  }

  /// The time from the first start to the last file closed.
  func seconds(threads: Int) throws -> Double {
    let path = folder.path(percentEncoded: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try SweepFolder(path, of: "benchmark")
    try store.prepare(study: "benchmark", version: model.version)
    var report: SweepReport?
    let time = try ContinuousClock().measure {
      report = try SweepRunner(model: model, store: store, threads: threads).run(plan)
    }
    guard let report, report.progress.done == plan.points.count, report.progress.failed == 0 else {
      throw BenchmarkFailure(description: "points of the study failed.")
    }
    return time / .seconds(1)
  }

  /// The time of the simulations alone: scenarios are ready, and results stay in memory.
  func secondsOfSimulation() throws -> Double {
    var total = Duration.zero
    for point in plan.points {
      let detail = Assignment(path: "recording.detail", value: "indicators")
      let scenario = try template.scenario(setting: [detail] + point.assignments)
      let microgrid = Microgrid(scenario)
      total += try ContinuousClock().measure { _ = try microgrid.simulate(to: .memory) }
    }
    return total / .seconds(1)
  }

  /// The time of all points if each were a run of the program, from that of some of them.
  func secondsOfProcesses(_ program: String, count: Int) throws -> Double {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let time = try ContinuousClock().measure {
      for place in 0..<count {
        let settings = plan.points[place].assignments.flatMap {
          ["--set", "\($0.path)=\($0.value)"]
        }
        let file = folder.appending(path: "\(place).h5").path(percentEncoded: false)
        _ = try output(
          of: [program, "run", base, "--threads", "1", "--quiet", "-o", file] + settings
            + ["--set", "recording.detail=indicators"])
      }
    }
    return time / .seconds(1) / Double(count) * Double(plan.points.count)
  }
}
