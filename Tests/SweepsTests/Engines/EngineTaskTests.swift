import Sweeps
import Testing

struct EngineTaskTests {
  @Test("There are never more shards than points, and a hundred unless somebody asks for others")
  func shardCount() throws {
    #expect(try EngineTask.shardCount(pointCount: 3600, asked: nil) == 100)
    #expect(try EngineTask.shardCount(pointCount: 7, asked: nil) == 7)
    #expect(try EngineTask.shardCount(pointCount: 7, asked: 20) == 7)
    #expect(try EngineTask.shardCount(pointCount: 3600, asked: 900, limit: 1000) == 900)
    #expect(try EngineTask.shardCount(pointCount: 3600, asked: nil, limit: 32) == 32)
    #expect(try EngineTask.shardCount(pointCount: 0, asked: nil) == 1)
  }

  @Test("More shards than a job array has tasks are refused, and none at all")
  func refusedCounts() {
    #expect(throws: EngineError.tooManyShards(asked: 900, limit: 32)) {
      try EngineTask.shardCount(pointCount: 3600, asked: 900, limit: 32)
    }
    #expect(throws: EngineError.notPositive(what: "the number of shards", value: 0)) {
      try EngineTask.shardCount(pointCount: 3600, asked: 0)
    }
  }

  @Test("A path with a line break is refused, because no script could carry it")
  func lineBreak() {
    #expect(throws: EngineError.self) {
      try EngineTask(
        studyName: "demo", program: "mgsim", studyPath: "a\nb.yaml", folderPath: "demo.study",
        shardCount: 1, openShards: [1])
    }
  }

  @Test("Errors are sentences that say what to do")
  func sentences() {
    #expect(
      EngineError.tooManyShards(asked: 900, limit: 32).description == """
        900 shards are too many: a job array of this cluster takes at most 32. Say --shards 32 or \
        less; each shard then runs more points.
        """)
    #expect(
      EngineError.notAnOption("mail").description
        == "'mail' is no option of sbatch: it must begin with '-', such as --mail-type=END.")
  }
}
