import PowerFlow
import Quantities
import Testing

struct TenMinuteValuesTests {
  @Test(
    "A step that does not divide ten minutes is refused", arguments: [15, 60, 3, 4, 7, 20, 0, -5])
  func otherSteps(minutes: Int64) {
    let step = Duration.minutes(minutes)
    #expect(throws: VoltageQualityError.stepDoesNotDivideWindow(step: step)) {
      try TenMinuteValues(channelCount: 1, step: step)
    }
    #expect(throws: VoltageQualityError.self) { try EN50160Statistics(channelCount: 1, step: step) }
    #expect(throws: VoltageQualityError.self) {
      try ProdistMeasurement([(.proportional(toNominal: Voltage(volts: 230)), 1)], step: step)
    }
  }

  @Test("The message of a refusal names the step and the remedy")
  func message() {
    let text = VoltageQualityError.stepDoesNotDivideWindow(step: .minutes(15)).description
    #expect(text.contains("900.0 seconds"))
    #expect(text.contains("1, 2, 5 or 10 minutes"))
  }

  @Test("A step that divides ten minutes is taken", arguments: [(1, 10), (2, 5), (5, 2), (10, 1)])
  func steps(minutes: Int64, count: Int) throws {
    let values = try TenMinuteValues(channelCount: 2, step: .minutes(minutes))
    #expect(values.stepsPerWindow == count)
    #expect(try TenMinuteValues(channelCount: 1, step: .seconds(30)).stepsPerWindow == 20)
  }

  private func add(_ step: [Double], to values: inout TenMinuteValues) -> Bool {
    values.add(step.span)
  }

  @Test("The value of a window is the root of the mean of the squares")
  func rootMeanSquare() throws {
    var values = try TenMinuteValues(channelCount: 2, step: .minutes(5))
    #expect(!add([3, 1], to: &values))
    #expect(values.values.allSatisfy { $0.isNaN })
    #expect(add([4, 1], to: &values))
    // √((9 + 16) / 2)
    #expect(abs(values.values[0] - 12.5.squareRoot()) < 1e-15)
    #expect(values.values[1] == 1)
    #expect(!add([7, 2], to: &values))
    #expect(values.values[1] == 1)
    #expect(add([7, 2], to: &values))
    #expect(values.values == [7, 2])
  }

  @Test("A window with a step without a voltage has no value, and the next one has")
  func interruption() throws {
    var values = try TenMinuteValues(channelCount: 1, step: .minutes(5))
    #expect(!add([1], to: &values))
    #expect(add([Double.nan], to: &values))
    #expect(values.values[0].isNaN)
    #expect(!add([1], to: &values))
    #expect(add([1], to: &values))
    #expect(values.values[0] == 1)
  }
}
