import Foundation
import Sweeps
import TestSupport
import Testing

@Suite(
  .serialized,
  .enabled(if: SlurmCluster.isInstalled, "Slurm is not installed: apt-get install slurm-wlm munge"))
struct SlurmClusterTests {
  @Test("An array runs on two nodes, the loss of one included, and is collected at its end")
  func lostNode() throws {
    let workplace = try EngineWorkplace()
    let cluster = try SlurmCluster(in: workplace.file("slurm"))
    let engine = SlurmEngine(
      task: try workplace.task(),
      options: SlurmOptions(time: "5", others: ["--comment=a \"b\" #c"]),
      scriptFolder: workplace.study + "/engines/slurm")
    let folder = try workplace.write(try engine.scripts(), to: "slurm")
    try workplace.touch("slow")
    let job = try SlurmEngine.job(fromAnswer: try cluster.run(engine.arrayCommand))
    let collection = try SlurmEngine.job(
      fromAnswer: try cluster.run(engine.collectionCommand(after: job)))
    let end = ContinuousClock.now + .seconds(30)
    func node(of shard: Int) -> String? {
      workplace.lines("begun").first { $0.hasPrefix("\(shard) ") }?.suffix(2).description
    }
    while node(of: 5) == nil, ContinuousClock.now < end { usleep(50_000) }
    let lost = try #require(node(of: 5))
    try cluster.kill(lost)
    #expect(try cluster.wait(for: collection))
    #expect(workplace.lines("study.txt") == ["1", "2", "3", "4", "5", "6"])
    let begun = workplace.lines("begun")
    #expect(
      begun.filter { $0.hasPrefix("5 ") } == ["5 \(lost)", "5 \(lost == "n1" ? "n2" : "n1")"])
    #expect(try cluster.run("scontrol", "show", "job", "\(job)_5").contains("Restarts=1"))
    let logs = try FileManager.default.contentsOfDirectory(atPath: folder + "/logs")
    #expect(logs.count == 7)
  }

  @Test("A sparse array runs what it names, and a signal of Slurm reaches the program")
  func sparseAndSignal() throws {
    let workplace = try EngineWorkplace()
    let cluster = try SlurmCluster(in: workplace.file("slurm"))
    let engine = SlurmEngine(
      task: try workplace.task(openShards: [2, 5]), options: SlurmOptions(maximumRunning: 1),
      scriptFolder: workplace.study + "/engines/slurm")
    #expect(
      SlurmEngine.arrayLimit(fromConfiguration: try cluster.run("scontrol", "show", "config")) == 32
    )
    _ = try workplace.write(try engine.scripts(), to: "slurm")
    try workplace.touch("slow")
    let job = try SlurmEngine.job(fromAnswer: try cluster.run(engine.arrayCommand))
    let end = ContinuousClock.now + .seconds(20)
    while workplace.lines("begun").count < 2, ContinuousClock.now < end { usleep(50_000) }
    try cluster.run("scancel", "--batch", "--signal=USR1", "\(job)_5")
    #expect(try cluster.wait(for: job))
    #expect(workplace.lines("signals") == ["USR1 5"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: workplace.study + "/points") == ["2"])
  }
}
