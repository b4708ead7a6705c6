import StudyDesigns
import StudyFiles
import Sweeps
import Synchronization
import TestSupport
import Testing

struct SweepRunnerTests {
  @Test("Every point is run once, and a second run runs none")
  func runsOnce() throws {
    let plan = try Studies.plan(Studies.study(repetitions: 20))
    let store = MemoryStore()
    let runner = SweepRunner(model: PureModel(), store: store, threads: 3)
    let first = try runner.run(plan)
    #expect(first.progress.done == 120 && first.progress.ran == 120 && !first.isStopped)
    let second = try runner.run(plan)
    #expect(second.progress.done == 120 && second.progress.ran == 0)
    #expect(store.contents.withLock { $0.saves.values.allSatisfy { $0 == 1 } })
  }

  @Test("A point that fails is recorded, stops no other, and is run again only when asked")
  func recordsFailures() throws {
    let plan = try Studies.plan(Studies.study())
    let store = MemoryStore()
    let broken = PureModel(fails: { $0.contains(Assignment(path: "a", value: "2")) })
    let report = try SweepRunner(model: broken, store: store, threads: 2).run(plan)
    #expect(report.progress.done == 8 && report.progress.failed == 4)
    #expect(report.failures.map(\.id) == plan.points[4..<8].map(\.id))
    #expect(report.failures[0].message == "no power at all.")
    var runner = SweepRunner(model: PureModel(), store: store)
    #expect(try runner.run(plan).progress.failed == 4)
    runner.retriesFailed = true
    let healed = try runner.run(plan)
    #expect(healed.progress.done == 12 && healed.progress.ran == 4)
    #expect(try SweepStatus(plan, in: store).failed == 0)
  }

  @Test("Whatever is stopped goes on, to the same end", arguments: 0..<30)
  func resumes(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let plan = try Studies.plan(Studies.study(repetitions: 5))
    let store = MemoryStore()
    var calls = 0
    while try SweepStatus(plan, in: store).done < plan.points.count {
      calls += 1
      let limit = Int.random(in: 1...8, using: &generator)
      let started = Atomic<Int>(0)
      let model = PureModel(starting: { _ in started.add(1, ordering: .relaxed) })
      let shard = SweepSelection.shard(
        index: Int.random(in: 1...2, using: &generator), count: 2)
      let runner = SweepRunner(
        model: model, store: store, threads: Int.random(in: 1...3, using: &generator))
      let report = try runner.run(
        plan, selection: shard,
        observer: SweepObserver(shouldStop: { started.load(ordering: .relaxed) >= limit }))
      #expect(report.progress.ran <= limit)
    }
    let undisturbed = MemoryStore()
    _ = try SweepRunner(model: PureModel(), store: undisturbed).run(plan)
    #expect(
      store.contents.withLock { $0.done } == undisturbed.contents.withLock { $0.done })
    #expect(store.contents.withLock { $0.saves.values.allSatisfy { $0 == 1 } })
    #expect(calls > 1)
  }

  @Test("A full disk ends the sweep with its message, and the same call goes on")
  func survivesFullDisk() throws {
    let plan = try Studies.plan(Studies.study())
    let store = MemoryStore(room: 5)
    #expect(throws: SweepError.storage("the disk is full.")) {
      try SweepRunner(model: PureModel(), store: store, threads: 2).run(plan)
    }
    let status = try SweepStatus(plan, in: store)
    #expect(status.done == 5 && status.failed == 0 && status.missing == 7)
  }

  @Test("The status counts what is done, failed, missing and of another plan")
  func counts() throws {
    let plan = try Studies.plan(Studies.study())
    let store = MemoryStore()
    let broken = PureModel(fails: { $0.last?.value == "8" })
    _ = try SweepRunner(model: broken, store: store).run(plan, selection: .indices([0, 1, 2, 3]))
    _ = try SweepRunner(model: broken, store: store).run(
      try Studies.plan(Studies.study(), PureModel(version: "0")), selection: .indices([0]))
    let status = try SweepStatus(plan, in: store, threads: 2)
    #expect(status.done == 2 && status.total == 12)
    #expect(status.failedIndices == [1, 3])
    #expect(status.todoIndices == Array(4..<12))
    #expect(status.failures.map(\.message) == ["no power at all.", "no power at all."])
    #expect(status.stale.count == 1)
    #expect(status.states[0] == .done && status.states[1] == .failed)
  }

  @Test("Two runners on one store come to the same end")
  func sharesStore() async throws {
    let plan = try Studies.plan(Studies.study(repetitions: 100))
    let store = MemoryStore()
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<2 {
        group.addTask {
          let runner = SweepRunner(model: PureModel(), store: store, threads: 2)
          return (try? runner.run(plan).progress.done) ?? 0
        }
      }
      for await done in group { #expect(done == 600) }
    }
    #expect(try SweepStatus(plan, in: store).done == 600)
  }
}
