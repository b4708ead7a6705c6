import StudyDesigns
import StudyFiles
import Sweeps
import TestSupport
import Testing

struct SweepPlannerTests {
  @Test("Rows come arm by arm, cell by cell, repetition by repetition, and set all in that order")
  func ordersRows() throws {
    let arms = [Studies.arm("p", ["m": "1"]), Studies.arm("q", ["m": "2"])]
    let plan = try Studies.plan(Studies.study(arms: arms))
    #expect(plan.rows.count == 2 * 6 * 2)
    #expect(plan.points.count == 24)
    #expect(plan.rows.map(\.arm) == (0..<24).map { $0 / 12 })
    #expect(plan.rows.map(\.cell) == (0..<24).map { $0 / 2 % 6 })
    #expect(plan.rows.map(\.replication) == (0..<24).map { $0 % 2 })
    let expected = [
      ("common", "0"), ("a", "2"), ("b", "y"), ("m", "2"), ("seed", "8"),
    ].map { Assignment(path: $0.0, value: $0.1) }
    #expect(plan.points[12 + 7].assignments == expected)
    #expect(plan.rows[12 + 7].levels == [1, 1])
  }

  /// Calculated with Python: hashlib.sha256(b"1\0common=0\na=1\nb=x\nseed=7").hexdigest()[:20].
  @Test("An id is p and the first twenty digits of the SHA-256 of version and identity")
  func namesPoints() throws {
    let plan = try Studies.plan(Studies.study())
    #expect(plan.points[0].id == "pec4c057ed4a8fa76a7fe")
    let other = try Studies.plan(Studies.study(), PureModel(version: "2"))
    #expect(Set(plan.points.map(\.id)).isDisjoint(with: other.points.map(\.id)))
  }

  @Test("The plan is the same at any number of threads", arguments: [1, 2, 5])
  func ignoresThreads(threads: Int) throws {
    let study = Studies.study(repetitions: 100)
    let plan = try SweepPlanner(description: study, model: PureModel(), threads: threads).plan()
    #expect(plan.rows.map(\.pointID) == (try Studies.plan(study)).rows.map(\.pointID))
  }

  @Test("A value that contradicts the scenario is named with its cell")
  func namesContradictions() {
    let study = Studies.study(factors: [Studies.factor("a", ["1", "wrong"])])
    #expect(throws: SweepError.contradiction("a = wrong, seed 7: 'wrong' is no value of 'a'.")) {
      try Studies.plan(study)
    }
  }

  @Test("Two cells that are one run are an error that names both")
  func findsTwins() {
    let error = #expect(throws: SweepError.self) {
      try Studies.plan(Studies.study(repetitions: 1), PureModel(ignored: ["b"]))
    }
    #expect(error?.description.contains("a = 1, b = x, seed 7 and a = 1, b = y, seed 7") == true)
    #expect(throws: SweepError.self) {
      try Studies.plan(Studies.study(arms: [Studies.arm("p"), Studies.arm("q")]))
    }
  }

  @Test("A reference arm is run once for all cells that it does not depend on")
  func sharesReferences() throws {
    let arms = [Studies.arm("p"), Studies.arm("none", isReference: true, ["a": "0"])]
    let model = PureModel(ignored: ["b"])
    let study = Studies.study(factors: [Studies.factor("a", ["1"])], arms: arms)
    #expect(try Studies.plan(study, model).points.count == 4)
    let constant = [Studies.arm("p"), Studies.arm("same", isReference: true)]
    let shared = try Studies.plan(Studies.study(arms: constant))
    #expect(shared.rows.count == 24)
    #expect(shared.points.count == 12)
    #expect(shared.pointOfRow == Array(0..<12) + Array(0..<12))
  }

  @Test("Equal cells of a drawn design share a point")
  func sharesDraws() throws {
    var study = Studies.study(repetitions: 1)
    study.design = .random(count: 100)
    let plan = try Studies.plan(study)
    #expect(plan.rows.count == 100)
    #expect(plan.points.count == 6)
  }

  @Test("More runs than the limit, or than memory holds, are refused before anything is made")
  func limitsPoints() throws {
    let study = Studies.study(limit: 11)
    let planner = SweepPlanner(description: study, model: PureModel())
    #expect(throws: SweepError.tooManyPoints(count: 12, limit: 11)) {
      try planner.plan(acceptsMany: false)
    }
    #expect(try planner.plan(acceptsMany: true).points.count == 12)
    let labels = (0..<1000).map { "\($0)" }
    let huge = Studies.study(factors: (0..<6).map { Studies.factor("f\($0)", labels) })
    #expect(throws: SweepError.self) { try Studies.plan(huge) }
    #expect(throws: SweepError.self) {
      try Studies.plan(Studies.study(repetitions: .max))
    }
    #expect(throws: SweepError.emptyDesign) { try Studies.plan(Studies.study(repetitions: 0)) }
  }

  @Test("Remembered ids are used for the same study only, and never when they are damaged")
  func remembersIDs() throws {
    let folder = try TemporaryFolder()
    let cache = folder.file("plan.cache")
    let study = Studies.study()
    let model = PureModel(cacheKey: "base")
    let plan = try SweepPlanner(description: study, model: model).plan(cache: cache)
    #expect(plan.writeCache(to: cache))
    #expect(folder.names == ["plan.cache"])
    func calculated(_ study: StudyDescription, _ model: PureModel) throws -> Bool {
      var calls = 0
      let again = try SweepPlanner(description: study, model: model).plan(cache: cache) { _, _ in
        calls += 1
      }
      #expect(again.points == (try SweepPlanner(description: study, model: model).plan()).points)
      return calls > 0
    }
    #expect(try !calculated(study, model))
    #expect(try calculated(Studies.study(repetitions: 3), model))
    #expect(try calculated(study, PureModel(version: "2", cacheKey: "base")))
    #expect(try calculated(study, PureModel(cacheKey: "other")))
    var bytes = Array(try bytes(of: cache))
    bytes[bytes.count / 2] ^= 1
    try folder.create("plan.cache", bytes)
    #expect(try calculated(study, model))
    try folder.create("plan.cache", Array(bytes.dropLast(3)))
    #expect(try calculated(study, model))
  }
}
