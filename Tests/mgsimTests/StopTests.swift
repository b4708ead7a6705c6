import Foundation
import TestSupport
import Testing

/// A run of many years is stopped while it writes.
struct StopTests {
  struct Stop: Sendable {
    var signal: Int32
    var code: Int32
  }

  static let stops = [Stop(signal: SIGINT, code: 130), Stop(signal: SIGTERM, code: 143)]

  @Test("A signal stops a run with its code and a message, and no file is left", arguments: stops)
  func stop(stop: Stop) throws {
    let study = try Study(Village.long)
    let running = try study.start("run", Study.scenario)
    #expect(running.wait(for: { !study.partials.isEmpty }))
    running.send(stop.signal)
    let outcome = try running.outcome(within: .seconds(20))
    #expect(outcome.code == stop.code)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("stopped by signal \(stop.signal)"))
    #expect(outcome.errors.contains("Run the same command again"))
    #expect(study.outputs == [])
  }

  @Test("A signal stops all runs of one call", arguments: stops)
  func stopSeveral(stop: Stop) throws {
    let study = try Study(Village.long)
    try study.add("town.yaml", Village.long)
    let running = try study.start("run", Study.scenario, "../input/town.yaml", "--threads", "2")
    #expect(running.wait(for: { study.partials.count == 2 }))
    running.send(stop.signal)
    #expect(try running.outcome(within: .seconds(20)).code == stop.code)
    #expect(study.outputs == [])
  }

  @Test("A stopped run leaves the file that it was to replace as it was")
  func stopReplacing() throws {
    let study = try Study(Village.long)
    let old = Data("an old result".utf8)
    try old.write(to: URL(filePath: study.output("village.h5")))
    let running = try study.start("run", Study.scenario, "--force")
    #expect(running.wait(for: { !study.partials.isEmpty }))
    running.send(SIGINT)
    #expect(try running.outcome(within: .seconds(20)).code == 130)
    #expect(study.outputs == ["village.h5"])
    #expect(try bytes(of: study.output("village.h5")) == old)
  }

  @Test("A killed run leaves only its partial file, which the next run removes")
  func kill() throws {
    let study = try Study(Village.long)
    let running = try study.start("run", Study.scenario)
    #expect(running.wait(for: { !study.partials.isEmpty }))
    let partial = ".village.h5.\(running.identifier).partial"
    running.send(SIGKILL)
    #expect(try running.outcome().signal == SIGKILL)
    #expect(study.outputs == [partial])
    let next = try study.program("run", Study.scenario, "--set", "time.years=1")
    #expect(next.code == 0)
    #expect(study.outputs == ["village.h5", "village.run.json"])
  }

  @Test("A run removes the partial file of a dead process, and of nobody else")
  func stalePartials() throws {
    let study = try Study()
    // Above the greatest number that Linux gives.
    let dead = ".village.h5.4194305.partial"
    let kept = [
      ".other.h5.4194305.partial", ".village.h5.1.partial", ".village.h5.x.partial",
      "village.h5.4194305.partial",
    ]
    for name in kept + [dead] {
      try Data("half".utf8).write(to: URL(filePath: study.output(name)))
    }
    #expect(try study.program("run", Study.scenario).code == 0)
    #expect(study.outputs == (kept + ["village.h5", "village.run.json"]).sorted())
  }

  @Test("A run does not disturb one that is writing a file of the same name")
  func sameFile() throws {
    let study = try Study(Village.long)
    let running = try study.start("run", Study.scenario)
    #expect(running.wait(for: { !study.partials.isEmpty }))
    let partials = study.partials
    let other = try study.program("run", Study.scenario, "--set", "time.years=1")
    #expect(other.code == 0)
    #expect(study.partials == partials)
    let written = try bytes(of: study.output("village.h5"))
    running.send(SIGTERM)
    #expect(try running.outcome(within: .seconds(20)).code == 143)
    let isUnchanged = try bytes(of: study.output("village.h5")) == written
    #expect(isUnchanged)
    #expect(study.partials == [])
  }
}
