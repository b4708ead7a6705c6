import StudyDesigns
import Sweeps
import TestSupport
import Testing

struct SweepSelectionTests {
  @Test("Shards cover all points exactly once", arguments: 0..<40)
  func coversAll(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let count = Int.random(in: 1...13, using: &generator)
    var study = Studies.study(repetitions: Int.random(in: 1...5, using: &generator))
    if seed % 2 == 1 {
      study.stopping = StoppingRule(indicator: "y", halfWidth: 1, minimum: 2, maximum: 4)
    }
    let plan = try Studies.plan(study)
    var seen: [Int] = []
    for index in 1...count {
      let shard = try SweepSelection(shard: "\(index)/\(count)")
      seen += try plan.indices(of: shard)
    }
    #expect(seen.sorted() == Array(plan.points.indices))
  }

  @Test(
    "Shards that are none are refused", arguments: ["0/4", "5/4", "1/0", "4", "a/b", "", "1/2/3"])
  func refusesShards(text: String) {
    #expect(throws: SweepError.self) { try SweepSelection(shard: text) }
  }

  struct Task: Sendable {
    var variables: [String: String]
    var expected: SweepSelection?
  }

  static let tasks = [
    Task(variables: ["ID": "3", "MIN": "0", "MAX": "7"], expected: .shard(index: 4, count: 8)),
    Task(
      variables: ["ID": "3", "MIN": "1", "MAX": "4", "COUNT": "4", "STEP": "1"],
      expected: .shard(index: 3, count: 4)),
    Task(
      variables: ["ID": "6", "MIN": "2", "MAX": "10", "COUNT": "3", "STEP": "4"],
      expected: .shard(index: 2, count: 3)),
    // Only tasks 3 and 9 were submitted again.
    Task(variables: ["ID": "9", "MIN": "3", "MAX": "9", "COUNT": "2"], expected: nil),
    Task(variables: ["ID": "9", "MIN": "1", "MAX": "8"], expected: nil),
    Task(variables: ["MIN": "1", "MAX": "8"], expected: nil),
    Task(
      variables: ["ID": "1", "MIN": "-9223372036854775808", "MAX": "9223372036854775807"],
      expected: nil),
  ]

  @Test("The task of a Slurm array without holes is a shard", arguments: tasks)
  func readsSlurm(task: Task) {
    let selection = try? SweepSelection(shard: "auto") { name in
      task.variables[String(name.dropFirst("SLURM_ARRAY_TASK_".count))]
    }
    #expect(selection == task.expected)
  }

  @Test("Points are chosen by id and by place, and unknown ones are refused")
  func choosesPoints() throws {
    let plan = try Studies.plan(Studies.study())
    #expect(try plan.indices(of: .ids([plan.points[4].id, plan.points[1].id])) == [1, 4])
    #expect(try plan.indices(of: .indices([5, 2, 5])) == [2, 5])
    #expect(throws: SweepError.unknownPoint("p1")) { try plan.indices(of: .ids(["p1"])) }
    #expect(throws: SweepError.self) { try plan.indices(of: .indices([12])) }
    #expect(throws: SweepError.self) { try plan.indices(of: .indices([-1])) }
  }
}
