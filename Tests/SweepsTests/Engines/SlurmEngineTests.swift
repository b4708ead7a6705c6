import Foundation
import Sweeps
import TestSupport
import Testing

struct SlurmEngineTests {
  static func engine(
    openShards: [Int] = Array(1...12), options: SlurmOptions = SlurmOptions(),
    folder: String = "/home/ana/tariffs/demo.study"
  ) throws -> SlurmEngine {
    SlurmEngine(
      task: try EngineTask(
        studyName: "demo", program: "/opt/mgsim/bin/mgsim",
        studyPath: "/home/ana/tariffs/study.yaml", folderPath: folder, shardCount: 12,
        openShards: openShards, coresPerShard: 2),
      options: options, scriptFolder: folder + "/engines/slurm")
  }

  @Test("The scripts of a study read well", arguments: ["array.sh", "collect.sh"])
  func golden(name: String) throws {
    let options = SlurmOptions(
      partition: "short", time: "04:00:00", memory: "2G", account: "grid", qualityOfService: "low",
      constraint: "avx2&ib", others: ["--mail-type=END", "--comment=a first try"],
      maximumRunning: 5)
    let scripts = try Self.engine(options: options).scripts()
    let file = try #require(scripts.files.first { $0.name == name })
    try expectGolden(file.text, named: "slurm-" + name)
  }

  @Test("Only shards with something left to do are submitted, under the numbers that they had")
  func sparse() throws {
    let engine = try Self.engine(
      openShards: [1, 2, 3, 7, 9, 10], options: SlurmOptions(maximumRunning: 4))
    #expect(
      engine.arrayCommand == [
        "sbatch", "--parsable", "--array=1-3,7,9-10%4", engine.scriptFolder + "/array.sh",
      ])
    #expect(
      try engine.scripts().files[0].text.contains(#"--shard "$SLURM_ARRAY_TASK_ID/12""#))
    #expect(
      engine.collectionCommand(after: "812")
        == [
          "sbatch", "--parsable", "--dependency=afterany:812", engine.scriptFolder + "/collect.sh",
        ])
  }

  @Test("Failed points are run again only where that was asked for")
  func retries() throws {
    var engine = try Self.engine()
    #expect(try !engine.scripts().files[0].text.contains("--retry-failed"))
    engine.task.retriesFailed = true
    #expect(try engine.scripts().files[0].text.contains(" --retry-failed\n"))
  }

  @Test("The greatest array is that of the cluster, and a thousand tasks where it does not say")
  func arrayLimit() {
    let configuration = "MaxArrayTasks  = 7\nMaxArraySize            = 4001\nMaxJobCount = 10000\n"
    #expect(SlurmEngine.arrayLimit(fromConfiguration: configuration) == 4000)
    #expect(SlurmEngine.arrayLimit(fromConfiguration: "MaxArraySize = many\n") == 1000)
    #expect(SlurmEngine.arrayLimit(fromConfiguration: "MaxArraySize = 0\n") == 1000)
    #expect(SlurmEngine.arrayLimit(fromConfiguration: "") == 1000)
  }

  @Test("The number of a job is read from whatever a cluster answers")
  func jobNumber() throws {
    #expect(try SlurmEngine.job(fromAnswer: "812\n") == "812")
    #expect(try SlurmEngine.job(fromAnswer: "812;alpha\n") == "812")
    #expect(try SlurmEngine.job(fromAnswer: "Welcome!\n812\n") == "812")
    for answer in ["", "\n", ";alpha\n", "Submitted\n"] {
      #expect(throws: EngineError.noJob(answer: answer)) {
        try SlurmEngine.job(fromAnswer: answer)
      }
    }
  }

  @Test("Options that no script can carry are refused")
  func refusedOptions() throws {
    for options in [
      SlurmOptions(partition: "a\nb"), SlurmOptions(others: ["mail"]), SlurmOptions(others: ["-"]),
      SlurmOptions(maximumRunning: 0),
    ] {
      #expect(throws: EngineError.self) { try Self.engine(options: options).scripts() }
    }
  }

  @Test("Scripts are good shell whatever the paths are", arguments: 0..<20)
  func syntax(seed: Int) throws {
    let words = ShellTextTests.words(seed: seed, count: 3)
    let task = try EngineTask(
      studyName: "demo", program: "/" + words[0], studyPath: "/" + words[1],
      folderPath: "/" + words[2], shardCount: 4, openShards: [2, 3])
    let engine = SlurmEngine(task: task, options: SlurmOptions(), scriptFolder: "/" + words[2])
    let kinds = FileEngine.allCases.map { $0.scripts(for: task) }
    let folder = try TemporaryFolder()
    var count = 0
    for scripts in [try engine.scripts()] + kinds {
      for file in scripts.files where file.name.hasSuffix(".sh") {
        try folder.create("script", Array(file.text.utf8))
        let outcome = try ChildProcess("/bin/bash", ["-n", folder.file("script")]).outcome()
        #expect(outcome.code == 0 && outcome.errors == "", "\(file.text)")
        count += 1
      }
    }
    #expect(count == 11)
  }
}
