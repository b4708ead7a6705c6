import Scenarios
import Testing

@Suite("Loads with a course of their own")
struct LoadCourseTests {
  static func load(_ keys: String) -> String {
    ScenarioExample.changed("load: {profile: day/load, power: 3 kW}", "load: {\(keys)}")
  }

  @Test("A shift and a variation stand in the member's settings, for both powers")
  func settings() throws {
    let scenario = try ScenarioExample.read(
      Self.load(
        "profile: day/load, power: 3 kW, reactivePower: 1 kvar, shift: -45 min, "
          + "variation: {coefficient: 20 %, correlation: 2 h}"))
    let bob = scenario.members[1]
    let variation = LoadVariation(coefficient: 0.2, correlationSeconds: 7200)
    let shift: Int64 = -2_700_000_000_000
    #expect(
      bob.load
        == ProfileUse(
          table: 0, column: 0, nominal: 3000, shiftNanoseconds: shift, variation: variation))
    #expect(bob.reactiveLoad?.shiftNanoseconds == shift)
    #expect(bob.reactiveLoad?.variation == variation)
    #expect(bob.load?.isIndividual == true)
    #expect(scenario.members[0].load?.isIndividual == false)
  }

  @Test("A shift that is no whole steps is refused with the nearest")
  func wholeSteps() {
    let faults = ScenarioExample.faults(
      Self.load("profile: day/load, power: 3 kW, shift: 50 min"))
    #expect(faults.count == 1)
    #expect(
      faults.first?.contains(
        "'shift' in 'load' must be whole steps of 15 min of the profile file 'day'. The nearest is "
          + "'45 min'.") == true)
  }

  @Test("What members of a group draw is rounded to whole steps, and more members change no draw")
  func draws() throws {
    func shifts(_ count: Int) throws -> [Int64] {
      let yaml = ScenarioExample.changed(
        "- name: bob\n    bus: B\n    load: {profile: day/load, power: 3 kW}",
        "- group: bob\n    count: \(count)\n    bus: B\n    load: {profile: day/load, power: 3 kW, "
          + "shift: {distribution: normal, mean: 0 h, standardDeviation: 1 h}}"
      ).split(separator: "\ncontract:")[0]
      return try ScenarioExample.read(String(yaml) + "\n").members.dropFirst()
        .map { $0.load?.shiftNanoseconds ?? 0 }
    }
    let few = try shifts(40)
    #expect(few.allSatisfy { $0 % 900_000_000_000 == 0 })
    #expect(Set(few).count > 8)
    #expect(few.contains { $0 < 0 } && few.contains { $0 > 0 })
    #expect(try shifts(60).prefix(40) == few[...])
  }

  @Test("Coefficients of nonsense are refused, and 0 % is no variation")
  func coefficients() throws {
    for coefficient in ["-10 %", "400 %", "a lot"] {
      #expect(
        !ScenarioExample.faults(
          Self.load(
            "profile: day/load, power: 3 kW, variation: {coefficient: \(coefficient)}")
        ).isEmpty)
    }
    let flat = try ScenarioExample.read(
      Self.load("profile: day/load, power: 3 kW, variation: {coefficient: 0 %}"))
    #expect(flat.members[1].load?.isIndividual == false)
  }

  @Test("A variation can't reach powers that do not fit the meters")
  func limits() {
    let faults = ScenarioExample.faults(
      Self.load("profile: day/load, power: 1 MW, variation: {coefficient: 300 %}"))
    #expect(faults.contains { $0.contains("10 GW") })
  }

  @Test("What is recorded is everything unless the scenario asks for indicators only")
  func detail() throws {
    #expect(try ScenarioExample.read(ScenarioExample.yaml).recording.detail == .full)
    let brief = try ScenarioExample.read(
      ScenarioExample.yaml, overrides: ["recording.detail=indicators"])
    #expect(brief.recording.detail == .indicators)
    #expect(brief.resolvedText.contains("detail: indicators"))
  }
}
