import Scenarios
import Testing

@Suite("The interval of recorded series")
struct RecordingIntervalTests {
  @Test("Rows cover one settlement interval unless the scenario says otherwise")
  func rows() throws {
    #expect(try ScenarioExample.read(ScenarioExample.yaml).recording.intervalsPerRow == 1)
    #expect(try ScenarioExample.read(ContractExample.yaml).recording.intervalsPerRow == 24)
    for (length, count) in [("15 min", 1), ("1 h", 4), ("6 h", 24), ("1 d", 96)] {
      let scenario = try ScenarioExample.read(
        ScenarioExample.yaml, overrides: ["recording.interval=\(length)"])
      #expect(scenario.recording.intervalsPerRow == count)
    }
  }

  /// A length that does not do, with what is said.
  struct Fault: Sendable {
    let length: String
    let message: String
  }

  static let faults =
    ["10 min", "20 min", "5 h", "36 h", "7 min"].map {
      Fault(
        length: $0,
        message:
          "'interval' in 'recording' must be a multiple of the settlement interval of 15 min "
          + "that divides a day, or whole days, such as '1 h' or '1 d'.")
    } + [
      Fault(
        length: "2 d",
        message:
          "the horizon is not a whole number of rows of 2 d: it has 0 and a part of one. Take "
          + "'1 d', or another horizon."),
      Fault(
        length: "400 d",
        message: "'interval' in 'recording' must be at most 366 d, but is '400 d'."),
    ]

  @Test(
    "Rows that do not divide the day or the horizon are refused with what would do",
    arguments: faults)
  func messages(fault: Fault) {
    let override = "recording.interval=\(fault.length)"
    #expect(
      ScenarioExample.faults(ScenarioExample.yaml, overrides: [override])
        == ["--set \(override): \(fault.message)"])
  }

  @Test("The advice divides both the day and the horizon")
  func oddHorizon() {
    #expect(
      ScenarioExample.faults(
        ScenarioExample.yaml, overrides: ["time.duration=15 h", "recording.interval=2 h"]) == [
          "--set recording.interval=2 h: the horizon is not a whole number of rows of 2 h: it has 7 "
            + "and a part of one. Take '1.5 h', or another horizon."
        ])
  }
}
