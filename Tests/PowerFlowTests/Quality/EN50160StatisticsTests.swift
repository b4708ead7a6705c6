import PowerFlow
import Quantities
import TestSupport
import Testing

struct EN50160StatisticsTests {
  /// Feeds ten-minute values of one channel.
  private func statistics(
    _ values: [Double], limits: EN50160Limits = .lowVoltage
  ) throws -> EN50160Statistics {
    var statistics = try EN50160Statistics(channelCount: 1, step: .minutes(10), limits: limits)
    for value in values { statistics.add([value].span) }
    return statistics
  }

  /// A week with some values at 0.88, the rest at 1.
  private func week(low: Int) -> [Double] {
    Array(repeating: 0.88, count: low) + Array(repeating: 1, count: 1008 - low)
  }

  @Test("50 of 1,008 values outside of ±10 % comply, 51 do not")
  func usualBand() throws {
    // 5 % of 1,008 is 50.4.
    let good = try statistics(week(low: 50))
    #expect(good.weekCount == 1)
    #expect(good.complies(channel: 0) == true)
    #expect(abs(good.channels[0].worstShareOutside - 50.0 / 1008) < 1e-15)
    let bad = try statistics(week(low: 51))
    #expect(bad.complies(channel: 0) == false)
    #expect(bad.channels[0].weeksAboveToleratedShare == 1)
    #expect(bad.channels[0].weeksOutsideAlways == 0)
    #expect(bad.channels[0].lowest == 0.88 && bad.channels[0].highest == 1)
  }

  @Test("One value below 85 % or above 110 % spoils a week", arguments: [0.849, 1.101])
  func alwaysBand(value: Double) throws {
    let found = try statistics([value] + Array(repeating: 1, count: 1007))
    #expect(found.complies(channel: 0) == false)
    #expect(found.channels[0].weeksOutsideAlways == 1)
    #expect(found.channels[0].weeksAboveToleratedShare == 0)
  }

  @Test("Values on the limits comply")
  func ends() throws {
    #expect(try statistics(Array(repeating: 0.9, count: 1008)).complies(channel: 0) == true)
    #expect(try statistics(Array(repeating: 1.1, count: 1008)).complies(channel: 0) == true)
    let lowest = [0.85] + Array(repeating: 1.0, count: 1007)
    #expect(try statistics(lowest).complies(channel: 0) == true)
  }

  @Test("An unfinished week is not judged, and an interrupted one by the values it has")
  func incompleteWeeks() throws {
    let unfinished = try statistics(Array(repeating: 0.5, count: 1007))
    #expect(unfinished.complies(channel: 0) == nil)
    #expect(unfinished.unfinishedWindowCount == 1007)
    #expect(unfinished.channels[0].lowest == 0.5)
    // 100 values exist; 5 of them may be low.
    let gap = [Double](repeating: .nan, count: 908)
    let five = gap + Array(repeating: 0.88, count: 5) + Array(repeating: 1, count: 95)
    #expect(try statistics(five).complies(channel: 0) == true)
    let six = gap + Array(repeating: 0.88, count: 6) + Array(repeating: 1, count: 94)
    #expect(try statistics(six).complies(channel: 0) == false)
    #expect(try statistics(gap + Array(repeating: .nan, count: 100)).complies(channel: 0) == true)
  }

  @Test("Weeks are judged one by one")
  func severalWeeks() throws {
    let found = try statistics(week(low: 60) + week(low: 10) + week(low: 100) + [1])
    #expect(found.weekCount == 3)
    #expect(found.channels[0].failedWeeks == 2)
    #expect(abs(found.channels[0].worstShareOutside - 100.0 / 1008) < 1e-15)
    #expect(found.unfinishedWindowCount == 1)
  }

  @Test("An unbalance above 2 % may last 5 % of the time")
  func unbalance() throws {
    let low = Array(repeating: 0.01, count: 958)
    let good = low + Array(repeating: 0.08, count: 50)
    #expect(try statistics(good, limits: .unbalance).complies(channel: 0) == true)
    let bad = low.dropLast() + Array(repeating: 0.021, count: 51)
    #expect(try statistics(Array(bad), limits: .unbalance).complies(channel: 0) == false)
  }

  @Test("Counting in passing finds what a second look at all values finds", arguments: 0..<30)
  func randomValues(seed: UInt64) throws {
    var random = TestGenerator(seed: seed)
    let minutes = [1, 2, 5, 10][Int(seed % 4)]
    let perWindow = 10 / minutes
    var statistics = try EN50160Statistics(channelCount: 1, step: .minutes(Int64(minutes)))
    var windows: [Double] = []
    let spread = Double.random(in: 0.05...0.13, using: &random)
    for _ in 0..<1008 {
      var sum = 0.0
      for _ in 0..<perWindow {
        let value = Double.random(in: 1 - spread...1 + spread, using: &random)
        sum += value * value
        statistics.add([value].span)
      }
      windows.append((sum / Double(perWindow)).squareRoot())
    }
    let outside = windows.count { $0 < 0.9 || $0 > 1.1 }
    let always = windows.count { $0 < 0.85 || $0 > 1.1 }
    #expect(statistics.complies(channel: 0) == (outside * 20 <= 1008 && always == 0))
    #expect(abs(statistics.channels[0].worstShareOutside - Double(outside) / 1008) < 1e-12)
  }
}
