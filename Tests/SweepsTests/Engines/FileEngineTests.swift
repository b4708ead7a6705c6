import Foundation
import Sweeps
import TestSupport
import Testing

struct FileEngineTests {
  @Test("The files of every engine are those of the example", arguments: FileEngine.allCases)
  func golden(kind: FileEngine) throws {
    let task = try EngineTask(
      studyName: "engines", program: "mgsim", studyPath: "../study.yaml",
      folderPath: "../engines.study", shardCount: 4, openShards: [1, 2, 3, 4])
    for file in kind.scripts(for: task).files {
      try expectGolden(
        file.text, named: "../../../../scenarios/engines/\(kind.rawValue)/\(file.name)")
    }
  }

  @Test(
    "GNU parallel runs every shard, goes on where it was stopped, and collects",
    .enabled(if: Tool.path("parallel") != nil, "GNU parallel is not installed"))
  func gnuParallel() throws {
    let workplace = try EngineWorkplace()
    let scripts = FileEngine.gnuParallel.scripts(for: try workplace.task())
    let folder = try workplace.write(scripts, to: "gnu-parallel")
    let first = try ChildProcess("/bin/sh", [folder + "/run.sh"]).outcome()
    // Shard 4 has a failed point.
    #expect(first.code == 1, "\(first)")
    #expect(workplace.lines("study.txt") == ["1", "2", "3", "4", "5", "6"])
    #expect(workplace.lines("points/3") == ["3/6"])
    #expect(workplace.lines("begun").count == 6)
    let second = try ChildProcess("/bin/sh", [folder + "/run.sh"]).outcome()
    #expect(second.code == 0, "\(second)")
    #expect(workplace.lines("begun").count == 7)
    #expect(workplace.lines("begun").last == "4 here")
  }

  @Test(
    "Snakemake runs every shard once, failed points or not, and collects",
    .enabled(if: Tool.path("snakemake") != nil, "Snakemake is not installed"))
  func snakemake() throws {
    let workplace = try EngineWorkplace()
    let scripts = FileEngine.snakemake.scripts(for: try workplace.task(openShards: [2, 4, 5]))
    let folder = try workplace.write(scripts, to: "snakemake")
    let snakemake = try #require(Tool.path("snakemake"))
    let arguments = ["--cores", "2", "--snakefile", folder + "/Snakefile"]
    let environment = ["XDG_CACHE_HOME": workplace.file("cache"), "HOME": workplace.file("home")]
    for _ in 1...2 {
      let outcome = try ChildProcess(snakemake, arguments, environment: environment).outcome()
      #expect(outcome.code == 0, "\(outcome)")
      #expect(workplace.lines("study.txt") == ["2", "4", "5"])
      #expect(workplace.lines("begun").sorted() == ["2 here", "4 here", "5 here"])
    }
  }
}
