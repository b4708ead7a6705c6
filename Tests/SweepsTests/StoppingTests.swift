import StudyDesigns
import StudyFiles
import Sweeps
import Synchronization
import TestSupport
import Testing

struct StoppingTests {
  static let rule = StoppingRule(indicator: "y", halfWidth: 300, minimum: 4, maximum: 30)

  /// Values 1, 2, 3, 4: s = 1.290994, t(0.975; 3) = 3.182446 (any table of Student's t), so the
  /// half-width is 3.182446 · 1.290994 / 2 = 2.054260.
  @Test("The interval is Student's, at the level that is asked for")
  func usesStudent() {
    func verdict(_ halfWidth: Double) -> StoppingDecision.Verdict {
      let rule = StoppingRule(indicator: "y", halfWidth: halfWidth, minimum: 4, maximum: 9)
      return StoppingDecision(rule).verdict(armCount: 1) { _, repetition in
        repetition < 4 ? .value(Double(repetition + 1)) : .missing
      }
    }
    #expect(verdict(2.0543) == .enough(4))
    #expect(verdict(2.0542) == .waiting(5))
  }

  @Test("A relative half-width is a share of the mean, and the maximum ends all")
  func knowsShares() {
    func verdict(_ halfWidth: Double, isRelative: Bool) -> StoppingDecision.Verdict {
      let rule = StoppingRule(
        indicator: "y", halfWidth: halfWidth, isRelative: isRelative, minimum: 4, maximum: 9)
      return StoppingDecision(rule).verdict(armCount: 1) { _, repetition in
        .value(-100 + Double(repetition % 4 + 1))
      }
    }
    #expect(verdict(0.0211, isRelative: true) == .enough(4))
    #expect(verdict(0.0001, isRelative: true) == .enough(9))
  }

  @Test("Failed repetitions contribute nothing, and a cell in which all fail ends at the minimum")
  func passesFailures() {
    let rule = StoppingRule(indicator: "y", halfWidth: 1e9, minimum: 4, maximum: 9)
    let decision = StoppingDecision(rule)
    #expect(decision.verdict(armCount: 2) { _, _ in .none } == .enough(4))
    #expect(decision.verdict(armCount: 1) { _, place in .value(Double(place)) } == .enough(4))
  }

  @Test(
    "The same repetitions are run whatever the threads, shards and interruptions", arguments: 0..<12
  )
  func isDeterministic(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let arms = [
      Studies.arm("p", ["m": "1"]), Studies.arm("q", ["m": "2"]),
      Studies.arm("none", isReference: true, ["a": "0", "b": "0"]),
    ]
    var study = Studies.study(arms: arms, stopping: Self.rule)
    study.name = "s\(seed)"
    study.common = [Assignment(path: "common", value: "\(seed)")]
    let plan = try Studies.plan(study)
    let undisturbed = MemoryStore()
    _ = try SweepRunner(model: PureModel(), store: undisturbed).run(plan)
    let status = try SweepStatus(plan, in: undisturbed)
    #expect(status.missing == 0 && status.done == status.total)
    #expect(status.done == undisturbed.ids().count)

    let store = MemoryStore()
    for _ in 0..<1000 {
      guard try SweepStatus(plan, in: store).missing > 0 else { break }
      let limit = Int.random(in: 5...60, using: &generator)
      let started = Atomic<Int>(0)
      let model = PureModel(starting: { _ in started.add(1, ordering: .relaxed) })
      let runner = SweepRunner(
        model: model, store: store, threads: Int.random(in: 1...4, using: &generator))
      _ = try runner.run(
        plan, selection: .shard(index: Int.random(in: 1...3, using: &generator), count: 3),
        observer: SweepObserver(shouldStop: { started.load(ordering: .relaxed) >= limit }))
    }
    #expect(
      store.contents.withLock { $0.done } == undisturbed.contents.withLock { $0.done })
  }

  @Test("Rows beyond the last repetition of their cell do not belong to the study")
  func countsRows() throws {
    let plan = try Studies.plan(Studies.study(stopping: Self.rule))
    let store = MemoryStore()
    _ = try SweepRunner(model: PureModel(), store: store, threads: 2).run(plan)
    let rows = plan.countedRows { id in
      store.record(of: id).map { .value($0.indicators[0].value) } ?? .missing
    }
    #expect(rows.count == store.ids().count)
    #expect(rows.allSatisfy { store.state(of: plan.rows[$0].pointID) == .done })
    let counts = Dictionary(grouping: rows) { plan.rows[$0].cell }.mapValues(\.count)
    #expect(Set(counts.values).count > 1)
    #expect(counts.values.allSatisfy { 4...30 ~= $0 })
  }

  @Test("An unknown indicator ends the sweep before a point is kept, with the nearest name")
  func refusesUnknown() throws {
    var rule = Self.rule
    rule.indicator = "yy"
    let plan = try Studies.plan(Studies.study(stopping: rule))
    let store = MemoryStore()
    #expect(throws: SweepError.unknownIndicator(name: "yy", advice: "Did you mean 'y'?")) {
      try SweepRunner(model: PureModel(), store: store).run(plan)
    }
    #expect(store.ids().isEmpty)
  }
}
