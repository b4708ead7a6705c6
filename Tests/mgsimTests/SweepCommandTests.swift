import Foundation
import TestSupport
import Testing

/// `mgsim sweep run`, `status` and `collect` with the study that `mgsim init` makes: 60 points.
struct SweepCommandTests {
  @Test("A study runs once; running it again does nothing")
  func runsOnce() throws {
    let workplace = try SweepWorkplace()
    let first = try workplace.sweep("run", "--format", "json")
    #expect(first.code == 0, "\(first)")
    let report = try #require(parse(first.output) as? [String: Any])
    #expect(report["ran"] as? Int == 60)
    #expect(report["done"] as? Int == 60)
    let before = try workplace.points.map(bytes(of:))
    let again = try workplace.sweep("run")
    #expect(again.code == 0)
    #expect(again.output.hasPrefix("demo: 60 of 60 points are done; 0 ran now."))
    #expect(try workplace.points.map(bytes(of:)) == before)
  }

  @Test("A changed study or base runs only what changed")
  func runsWhatChanged() throws {
    let workplace = try SweepWorkplace()
    #expect(try workplace.sweep("run").code == 0)
    func ran() throws -> Int? {
      let outcome = try workplace.sweep("run", "--format", "json")
      #expect(outcome.code == 0, "\(outcome)")
      return (try parse(outcome.output) as? [String: Any])?["ran"] as? Int
    }
    try workplace.replace("title: A street that trades", with: "title: A", in: "scenario.yaml")
    try workplace.replace("# What is left", with: "# What was left", in: "scenario.yaml")
    #expect(try ran() == 0)
    try workplace.replace("10 kWh]", with: "12 kWh]")
    #expect(try ran() == 20)
    // Nobody looks at the standing tariff of a member whose tariff every point sets.
    try workplace.replace("power: 6 kW", with: "power: 7 kW", in: "scenario.yaml")
    #expect(try ran() == 60)
    try workplace.replace("power: 7 kW", with: "power: 6 kW", in: "scenario.yaml")
    #expect(try ran() == 0)
    let status = try workplace.sweep("status")
    #expect(status.code == 0)
    #expect(status.output.contains("80 points in 'demo.study/points' are not of this study"))
  }

  @Test("A plan tells time and space before anything is run, and writes nothing")
  func cost() throws {
    let workplace = try SweepWorkplace()
    let before = workplace.names
    let plan = try workplace.sweep("plan", "--format", "json")
    let text = try #require(parse(plan.output) as? [String: Any])
    let seconds = try #require(text["secondsPerPoint"] as? Double)
    #expect(seconds > 0)
    #expect(text["isLonger"] as? Bool == false)
    let bytes = try #require(text["bytesPerPoint"] as? Int)
    #expect(text["bytes"] as? Int == bytes * 60)
    #expect(workplace.names == before)
    let unmeasured = try workplace.sweep("plan", "--no-measure")
    #expect(unmeasured.output.contains("  time: unknown"))

    #expect(try workplace.sweep("run").code == 0)
    let file = try FileManager.default.attributesOfItem(atPath: workplace.points[0])
    let size = try #require(file[.size] as? Int)
    #expect(abs(Double(bytes) / Double(size) - 1) < 0.5)
    #expect(try workplace.sweep("plan").output.contains("done: 60, left: 0"))
  }

  @Test("A misspelt indicator is known to the plan")
  func misspeltIndicator() throws {
    let workplace = try SweepWorkplace()
    try workplace.replace(
      "design: full-factorial", with: "design: full-factorial\ncollect: {indicators: [total_bils]}")
    let plan = try workplace.sweep("plan")
    #expect(plan.code == 2)
    #expect(plan.errors.contains("Did you mean 'total_bills'?"))
  }

  @Test("Points that fail do not stop the others, are told together, and can be run again")
  func failures() throws {
    let workplace = try SweepWorkplace()
    try workplace.replace("values: [flat, time-of-use]", with: "values: [flat, none-such]")
    let plan = try workplace.sweep("plan")
    #expect(plan.code == 0)
    #expect(plan.output.contains("of the points looked at can't be run, such as p"))
    #expect(plan.output.contains("there is no tariff 'none-such'. Known: 'flat', 'time-of-use'"))
    let outcome = try workplace.sweep("run")
    #expect(outcome.code == 1)
    #expect(outcome.output.hasPrefix("demo: 30 of 60 points are done, 30 failed; 60 ran now"))
    #expect(outcome.errors.contains("30 of 60 points failed."))
    #expect(outcome.errors.contains("--retry-failed"))
    #expect(outcome.errors.contains("there is no tariff 'none-such'. Known: 'flat', 'time-of-use'"))

    let again = try workplace.sweep("run")
    #expect(again.code == 1)
    #expect(again.output.contains("; 0 ran now"))
    let retried = try workplace.sweep("run", "--retry-failed")
    #expect(retried.code == 1)
    #expect(retried.output.contains("; 30 ran now"))

    let status = try workplace.sweep("status", "--format", "json")
    let report = try #require(parse(status.output) as? [String: Any])
    #expect(report["failed"] as? Int == 30)
    #expect((report["failed_indices"] as? [Int])?.count == 30)

    let collection = try workplace.sweep("collect")
    #expect(collection.code == 1)
    #expect(collection.output.hasPrefix("demo: 30 of 60 points are done, 30 failed"))
    #expect(collection.output.contains("Wrote 60 rows"))
  }

  static let stops: [StopTests.Stop] = [
    StopTests.Stop(signal: SIGINT, code: 130), StopTests.Stop(signal: SIGTERM, code: 143),
    StopTests.Stop(signal: SIGUSR1, code: 75),
  ]

  @Test("A signal ends a sweep with its code, and the same command goes on", arguments: stops)
  func signals(stop: StopTests.Stop) throws {
    let workplace = try SweepWorkplace(replications: 20)
    let running = try workplace.start()
    #expect(running.wait(for: { workplace.pointCount >= 5 }))
    running.send(stop.signal)
    let outcome = try running.outcome(within: .seconds(20))
    #expect(outcome.code == stop.code)
    #expect(outcome.errors.contains("stopped by signal \(stop.signal)"))
    let before = workplace.pointCount
    #expect(before < 240)
    let rest = try workplace.sweep("run")
    #expect(rest.code == 0)
    #expect(rest.output.contains("240 of 240 points are done; \(240 - before) ran now"))
  }

  @Test("After kills and a damaged point the results are those of an undisturbed run, byte by byte")
  func killedAndDamaged() throws {
    let workplace = try SweepWorkplace(replications: 10)
    for share in 1...4 {
      let running = try workplace.start()
      #expect(running.wait(for: { workplace.pointCount >= share * 25 }))
      running.send(SIGKILL)
      _ = try running.outcome(within: .seconds(20))
    }
    let point = try #require(workplace.points.first)
    var damaged = try bytes(of: point)
    damaged[damaged.count / 2] ^= 1
    try damaged.write(to: URL(filePath: point))
    #expect(try workplace.sweep("run").code == 0)
    #expect(try workplace.sweep("collect").code == 0)
    #expect(try workplace.results() == workplace.localResults())
    let hidden = try FileManager.default.contentsOfDirectory(
      atPath: workplace.study + "/demo.study/points"
    ).filter { !$0.hasSuffix(".h5") || $0.hasPrefix(".") }
    #expect(hidden == [])
  }

  @Test("Where files can't be written the sweep ends, keeps what is done, and goes on later")
  func fullDisk() throws {
    let workplace = try SweepWorkplace()
    #expect(try workplace.sweep("run", "--shard", "1/10").code == 0)
    // Files may not grow beyond eight blocks, as if the disk were full.
    let limited = try ChildProcess(
      "/bin/sh",
      ["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" sweep run study.yaml", Program.path],
      in: workplace.study
    ).outcome()
    #expect(limited.code == 1)
    #expect(limited.errors.contains("File too large"), "\(limited)")
    #expect(limited.errors.contains("What is done stays; run the same command again to go on."))
    #expect(workplace.pointCount == 6)
    let status = try workplace.sweep("status")
    #expect(status.output.hasPrefix("demo: 6 of 60 points are done, 0 failed, 54 missing."))
    #expect(try workplace.sweep("run").code == 0)
    #expect(try workplace.sweep("collect").code == 0)
    #expect(try workplace.results() == workplace.localResults())
  }

  @Test("With a stopping rule repetitions end when the interval is narrow enough")
  func stoppingRule() throws {
    let workplace = try SweepWorkplace()
    try workplace.replace(
      "count: 5, firstSeed: 1}",
      with: """
        firstSeed: 1}
        stopping: {indicator: total_bills, halfWidth: 25, minimum: 3, maximum: 40}
        """)
    let outcome = try workplace.sweep("run", "--format", "json")
    #expect(outcome.code == 0, "\(outcome)")
    let report = try #require(parse(outcome.output) as? [String: Any])
    let ran = try #require(report["ran"] as? Int)
    #expect(ran > 36 && ran < 480)
    #expect(try workplace.sweep("collect").code == 0)
    let again = try workplace.sweep("run")
    #expect(again.output.contains("; 0 ran now"))
  }
}
