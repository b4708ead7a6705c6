import PowerFlow
import Quantities
import Testing

struct BandAndBranchTests {
  private let start = Instant(seconds: 0)

  @Test("Hours outside of a band are counted by side, with the first moment of each extreme")
  func bandHours() {
    var hours = VoltageBandHours(channelCount: 2, band: 0.95...1.05)
    hours.add([0.94, 1.05].span, at: start, for: .minutes(30))
    hours.add([1.06, 1].span, at: start + .minutes(30), for: .minutes(60))
    hours.add([0.94, .nan].span, at: start + .minutes(90), for: .minutes(15))
    let first = hours.channels[0]
    #expect(first.hoursBelow == 0.75 && first.hoursAbove == 1 && first.hoursOutside == 1.75)
    #expect(first.lowest == 0.94 && first.instantOfLowest == start)
    #expect(first.highest == 1.06 && first.instantOfHighest == start + .minutes(30))
    let second = hours.channels[1]
    #expect(second.hoursOutside == 0 && second.hoursUnknown == 0.25)
    #expect(second.lowest == 1 && second.highest == 1.05)
    #expect(hours.hoursWithAnyOutside == 1.75 && hours.hours == 1.75)
  }

  @Test("Losses, overload and reverse flow of a line add up over spans")
  func branches() throws {
    let network = SmallNetwork.twoBuses()
    var solver = try RadialSweepSolver(network)
    var statistics = BranchStatistics(network)
    func add(_ watts: Double, minutes: Int64, at offset: Int64) {
      let outcome = solver.solve(
        activePowerWatts: [0, watts].span, reactivePowerVar: [0, 0].span)
      #expect(outcome.converged == watts.isFinite)
      solver.computeBranchFlows()
      statistics.add(solver.branchFlows, at: start + .minutes(offset), for: .minutes(minutes))
    }
    add(-30_000, minutes: 60, at: 0)
    let loss = solver.branchFlows.lossWatts[0]
    add(20_000, minutes: 30, at: 60)
    let secondLoss = solver.branchFlows.lossWatts[0]
    let back = -solver.branchFlows.activePowerFromWatts[0]
    add(-80_000, minutes: 15, at: 90)
    let thirdLoss = solver.branchFlows.lossWatts[0]
    add(.nan, minutes: 15, at: 105)
    let found = statistics.branches[0]
    #expect(abs(found.lossWattHours - (loss + secondLoss / 2 + thirdLoss / 4)) < 1e-9)
    #expect(abs(statistics.lossWattHours - found.lossWattHours) < 1e-12)
    #expect(found.reverseHours == 0.5)
    #expect(abs(found.reverseWattHours - back / 2) < 1e-9)
    #expect(found.largestReverseWatts == back)
    // 80 kW at less than 400 V is more than 115 A, and the line may carry 100 A.
    #expect(found.overloadedHours == 0.25 && found.largestLoading > 1.15)
    #expect(found.instantOfLargestLoading == start + .minutes(90))
    #expect(found.unknownHours == 0.25)
  }

  @Test("A line that is described against the flow has its reverse flow the right way round")
  func turnedLine() throws {
    var network = SmallNetwork.twoBuses()
    (network.lines[0].from, network.lines[0].to) = (1, 0)
    var solver = try RadialSweepSolver(network)
    var statistics = BranchStatistics(network)
    for watts in [-10_000.0, 10_000] {
      _ = solver.solve(activePowerWatts: [0, watts].span, reactivePowerVar: [0, 0].span)
      solver.computeBranchFlows()
      statistics.add(solver.branchFlows, at: start, for: .minutes(60))
    }
    #expect(statistics.branches[0].reverseHours == 1)
    #expect(statistics.branches[0].reverseWattHours < 10_000)
    #expect(statistics.branches[0].reverseWattHours > 9_900)
  }

  @Test("Power fed back at the source is added up")
  func reverseFlow() {
    var flow = ReverseFlow()
    flow.add(Power(kilowatts: 5), at: start, for: .minutes(60))
    flow.add(Power(kilowatts: -2), at: start + .minutes(60), for: .minutes(30))
    flow.add(Power(kilowatts: -3), at: start + .minutes(90), for: .minutes(20))
    flow.add(Power(watts: .nan), at: start + .minutes(110), for: .minutes(20))
    #expect(abs(flow.hours - 5.0 / 6) < 1e-15)
    #expect(abs(flow.energy.kilowattHours - 2) < 1e-12)
    #expect(flow.largestPower == Power(kilowatts: 3))
    #expect(flow.instantOfLargestPower == start + .minutes(90))
  }
}
