import Foundation
import TestSupport
import Testing

struct SweepEngineTests {
  @Test("A dry run prints scripts and commands, and touches nothing")
  func dryRun() throws {
    let workplace = try SweepWorkplace()
    let before = workplace.names
    for engine in [["slurm", "--max-running", "3"], ["files", "--kind", "snakemake"]] {
      let outcome = try Program.run(
        ["sweep", "submit", "study.yaml", "--dry-run", "--shards", "4", "--engine"] + engine,
        in: workplace.study)
      #expect(outcome.code == 0, "\(outcome)")
      #expect(outcome.errors == "")
      let command =
        engine[0] == "slurm" ? "sbatch --parsable --array=1-4%3" : "snakemake --cores all"
      #expect(outcome.output.contains("==> commands <=="))
      #expect(outcome.output.contains(command))
    }
    #expect(workplace.names == before)
  }

  @Test("Without Slurm on the machine the message says what to do instead")
  func noSlurm() throws {
    let workplace = try SweepWorkplace()
    let outcome = try workplace.sweep(
      "submit", "--engine", "slurm", environment: ["PATH": workplace.study])
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("there is no 'sbatch' on this machine"))
    #expect(outcome.errors.contains("--engine files"))
  }

  @Test("Options of another engine are refused before anything is written")
  func mixedOptions() throws {
    let workplace = try SweepWorkplace()
    let before = workplace.names
    for arguments in [
      ["--engine", "slurm", "--kind", "snakemake"], ["--engine", "files", "--time", "1:00:00"],
      ["--engine", "files", "--shards", "0"], ["--engine", "files", "--cpus-per-task", "0"],
      ["--engine", "condor"], [],
    ] {
      let outcome = try Program.run(
        ["sweep", "submit", "study.yaml"] + arguments, in: workplace.study)
      #expect(outcome.code == 2, "\(arguments): \(outcome)")
      #expect(outcome.errors != "")
    }
    #expect(workplace.names == before)
  }

  @Test("Only what is left is submitted, and where nothing is left that is said")
  func onlyWhatIsLeft() throws {
    let workplace = try SweepWorkplace()
    #expect(try workplace.sweep("run", "--shard", "2/3").code == 0)
    let submit = ["submit", "--engine", "files", "--shards", "3", "--format", "json"]
    func shards() throws -> [Int]? {
      let outcome = try Program.run(
        ["sweep", submit[0], "study.yaml"] + submit.dropFirst(), in: workplace.study)
      #expect(outcome.code == 0, "\(outcome)")
      return (try parse(outcome.output) as? [String: Any])?["open_shards"] as? [Int]
    }
    #expect(try shards() == [1, 3])
    let list = try String(
      contentsOfFile: workplace.study + "/demo.study/engines/gnu-parallel/shards.txt",
      encoding: .utf8)
    #expect(list == "1\n3\n")
    #expect(try workplace.sweep("run").code == 0)
    #expect(try shards() == [])
  }

  @Test(
    "GNU parallel gives the same results as a run without it",
    .enabled(if: Tool.path("parallel") != nil, "GNU parallel is not installed"))
  func gnuParallel() throws {
    let workplace = try SweepWorkplace()
    #expect(try workplace.sweep("submit", "--engine", "files", "--shards", "5").code == 0)
    let outcome = try ChildProcess(
      "/bin/sh", [workplace.study + "/demo.study/engines/gnu-parallel/run.sh"]
    ).outcome()
    #expect(outcome.code == 0, "\(outcome)")
    #expect(try workplace.results() == workplace.localResults())
  }

  @Test(
    "Snakemake gives the same results as a run without it",
    .enabled(if: Tool.path("snakemake") != nil, "Snakemake is not installed"))
  func snakemake() throws {
    let workplace = try SweepWorkplace()
    #expect(
      try workplace.sweep("submit", "--engine", "files", "--kind", "snakemake", "--shards", "5")
        .code == 0)
    let snakemake = try #require(Tool.path("snakemake"))
    let outcome = try ChildProcess(
      snakemake, ["--cores", "2"], in: workplace.study + "/demo.study/engines/snakemake",
      environment: ["XDG_CACHE_HOME": workplace.file("cache"), "HOME": workplace.file("home")]
    ).outcome()
    #expect(outcome.code == 0, "\(outcome)")
    #expect(try workplace.results() == workplace.localResults())
  }

  @Test(
    "Slurm gives the same results as a run without it, though a node is killed in the middle",
    .enabled(if: SlurmCluster.isInstalled, "Slurm is not installed"))
  func slurm() throws {
    let workplace = try SweepWorkplace(replications: 20)
    let cluster = try SlurmCluster(in: workplace.file("slurm"))
    let submission = try workplace.sweep(
      "submit", "--engine", "slurm", "--shards", "8", "--time", "5", "--format", "json",
      environment: cluster.environment)
    #expect(submission.code == 0, "\(submission)")
    let report = try #require(parse(submission.output) as? [String: Any])
    let job = try #require(report["job"] as? String)
    let collection = try #require(report["collection_job"] as? String)

    let again = try workplace.sweep(
      "submit", "--engine", "slurm", environment: cluster.environment)
    #expect(again.code == 1)
    #expect(again.errors.contains("the job array \(job) of this study is still in Slurm's queue"))

    // A node is lost while it has tasks and both have done something. Nothing else gets the thread
    // before.
    let end = ContinuousClock.now + .seconds(60)
    while workplace.pointCount < 30, ContinuousClock.now < end { usleep(20_000) }
    let running = try cluster.run(
      "squeue", "--noheader", "--states=running", "--format=%N", "--jobs=\(job)")
    let lost = running.contains("n2") ? "n2" : "n1"
    try cluster.kill(lost)
    #expect(workplace.pointCount < 240)
    #expect(try cluster.wait(for: collection))

    // Whatever Slurm gave up is submitted once more.
    let rest = try workplace.sweep(
      "submit", "--engine", "slurm", "--shards", "8", "--format", "json",
      environment: cluster.environment)
    #expect(rest.code == 0, "\(rest)")
    let left = try #require(parse(rest.output) as? [String: Any])
    if let collection = left["collection_job"] as? String {
      #expect(try cluster.wait(for: collection))
    }
    #expect(workplace.pointCount == 240)
    #expect(try workplace.results() == workplace.localResults())
  }
}
