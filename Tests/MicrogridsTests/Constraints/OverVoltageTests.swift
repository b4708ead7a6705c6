import Microgrids
import PowerFlow
import Quantities
import ResultFiles
import Scenarios
import Testing

/// What alice (at B) and bob (at C) inject lifts the voltage of C beyond what is allowed.
struct OverVoltageTests {
  private static let cuts = "network/constraints/cuts"

  /// The highest voltage of the feeder for two injections, solved apart from any run.
  private static func voltage(atEndFor alice: Double, _ bob: Double, carol: Double = -4000) throws
    -> Double
  {
    let volts = Voltage(volts: 400)
    var network = Network(
      name: "line", frequencyHertz: 50,
      buses: ["A", "B", "C"].map { Bus(name: $0, nominalVoltage: volts) },
      sources: [Source(name: "S", bus: 0)])
    network.lines = [(0, 1), (1, 2)].map {
      Line(name: "L\($0.0)", from: $0.0, to: $0.1, resistanceOhm: 0.4, reactanceOhm: 0.1)
    }
    var solver = try RadialSweepSolver(network, injectionBuses: [0, 1, 2])
    let active = [carol, alice, bob]
    let reactive = [0.0, 0, 0]
    let outcome = solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
    #expect(outcome.converged)
    return solver.voltageMagnitudePerUnit(ofBus: 2)
  }

  @Test("Without a policy the file is the same, byte for byte, as without a section")
  func none() throws {
    let read = try ConstrainedMicrogrid(constraints: ", constraints: {policy: none}").scenario()
    let bytes = try ConstrainedMicrogrid(constraints: "").bytesOfRun()
    // The text of the scenario is in the file, so that it must stay the same.
    var quiet = ConstrainedMicrogrid(constraints: "")
    quiet.change = { $0.network?.constraints = read.network?.constraints }
    #expect(read.network?.constraints?.policy == ConstraintSettings.Policy.none)
    #expect(try quiet.bytesOfRun() == bytes)
  }

  @Test("Pro rata, all who contribute give way by the same share, which brute force finds too")
  func proRata() throws {
    try ConstrainedMicrogrid().run { summary, reader in
      let highest = try #require(summary.value("maximum_voltage"))
      #expect(highest <= 1.05 + 1e-6)
      #expect(highest > 1.05 - 1e-6)
      let before = try reader.numbers(of: "\(Self.cuts)/energy_before")
      let cut = try reader.numbers(of: "\(Self.cuts)/energy_cut")
      let members = try reader.integers(of: "\(Self.cuts)/member")
      #expect(members == [0, 1])
      #expect(before == [11.5, 11.5])
      #expect(abs(cut[0] / before[0] - cut[1] / before[1]) < 1e-12)
      // Bisection of the share that is left, without any sensitivity.
      var (low, high) = (0.0, 1.0)
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if try Self.voltage(atEndFor: 11500 * middle, 11500 * middle) > 1.05 {
          high = middle
        } else {
          low = middle
        }
      }
      #expect(abs(1 - cut[0] / before[0] - low) < 1e-6)
      // By hand, without losses: |V|² = 1 + 2 · (0.4 · 2P + 0.4 · P) / 400².
      let power: Double = (1.05 * 1.05 - 1) * 160_000 / 2 / (0.4 * 2 + 0.4)
      #expect(abs(11500 * low / power - 1) < 0.05)
    }
  }

  @Test("What is cut is not generated, and neither an import nor a trade makes up for it")
  func curtailment() throws {
    try ConstrainedMicrogrid().run { summary, reader in
      let curtailed = try reader.numbers(of: "member_curtailed")
      let cut = try reader.numbers(of: "\(Self.cuts)/energy_cut")
      let generation = try reader.numbers(of: "member_generation")
      let exported = try reader.numbers(of: "member_export")
      let limit = try reader.numbers(of: "\(Self.cuts)/limit")
      for member in 0...1 {
        #expect(abs(curtailed[member] - cut[member]) < 1e-9)
        #expect(abs(generation[member] - (12 - cut[member])) < 1e-5)
        #expect(abs(exported[member] - limit[member]) < 2e-6)
      }
      #expect(curtailed.dropFirst(2).allSatisfy { $0 == 0 })
      #expect(abs((summary.value("curtailed_energy") ?? 0) - cut.reduce(0, +)) < 1e-9)
      #expect(summary.value("violated_checks") == 1)
      #expect(summary.value("violations_left") == 0)
      // Trades of what is left stay within it.
      let sold = try reader.numbers(of: "member_sold")
      for member in 0...1 { #expect(sold[member] <= exported[member] + 2e-6) }
    }
  }

  @Test("By price, what is not traded gives way first, the dearest offer in front")
  func pricePriority() throws {
    var microgrid = ConstrainedMicrogrid()
    microgrid.constraints = ", constraints: {policy: price-priority, maximumVoltage: 1.06}"
    try microgrid.run { summary, reader in
      #expect(abs((summary.value("maximum_voltage") ?? 0) - 1.06) <= 1e-6)
      // Alice asks for 0.10, bob for 0.05, and only bob is served; alice alone gives way.
      let members = try reader.integers(of: "\(Self.cuts)/member")
      #expect(members.allSatisfy { $0 == 0 })
      let reasons = try reader.integers(of: "\(Self.cuts)/reason")
      #expect(reasons.allSatisfy { $0 == 0 })
      let places = try reader.integers(of: "\(Self.cuts)/place")
      #expect(places.allSatisfy { $0 == 2 })
      let buyers = try reader.integers(of: "network/constraints/trade_cuts/buyer")
      #expect(buyers.isEmpty)
      let limit = try #require(try reader.numbers(of: "\(Self.cuts)/limit").last)
      #expect(abs(try Self.voltage(atEndFor: limit * 1000, 11500) - 1.06) < 1e-6)
    }
  }

  @Test("Where that is not enough, the next dearest gives way, and then what is traded")
  func tradesGiveWay() throws {
    var microgrid = ConstrainedMicrogrid()
    microgrid.constraints = ", constraints: {policy: price-priority, maximumVoltage: 1.01}"
    try microgrid.run { summary, reader in
      #expect(abs((summary.value("maximum_voltage") ?? 0) - 1.01) <= 1e-6)
      let exported = try reader.numbers(of: "member_export")
      let sold = try reader.numbers(of: "member_sold")
      let bought = try reader.numbers(of: "member_bought")
      #expect(exported[0] == 0)
      #expect(exported[1] > 0 && exported[1] < 4)
      // Carol wanted 4 kWh; bob delivers less, and both contracts fell.
      #expect(abs(sold[1] - exported[1]) < 2e-6)
      #expect(bought[2] == sold[1])
      let lost = try reader.numbers(of: "network/constraints/trade_cuts/energy").reduce(0, +)
      #expect(abs(4 - lost - sold[1]) < 1e-9)
    }
  }

  @Test("A gate that closes early limits the interval that it is for")
  func earlyGate() throws {
    var microgrid = ConstrainedMicrogrid()
    microgrid.market = "kind: uniform-price-double-auction, gateClosureLead: 30 min"
    microgrid.time = "duration: 2 h, interval: 30 min"
    try microgrid.run { _, reader in
      // Nobody could order for the first interval, whose voltage nothing holds down.
      let voltages = try reader.numbers(of: "bus_voltage")
      #expect(voltages[2] > 1.06)
      #expect(abs(voltages[5] - 1.05) < 1e-6)
      let checks = try reader.numbers(of: "network/constraints/checks/violations")
      // B and C.
      #expect(checks == [2, 0, 0])
    }
  }

  @Test("Without a market members give way too")
  func withoutMarket() throws {
    var microgrid = ConstrainedMicrogrid()
    microgrid.market = "kind: none"
    try microgrid.run { summary, _ in
      #expect(abs((summary.value("maximum_voltage") ?? 0) - 1.05) <= 1e-6)
    }
  }

  @Test("Reactive load is part of the forecast")
  func reactivePower() throws {
    var microgrid = ConstrainedMicrogrid()
    microgrid.reactivePower = ", reactivePower: 2 kvar"
    try microgrid.run { summary, _ in
      #expect(abs((summary.value("maximum_voltage") ?? 0) - 1.05) <= 1e-6)
    }
  }

  @Test("Two runs give the same bytes")
  func deterministic() throws {
    let microgrid = ConstrainedMicrogrid()
    let first = try microgrid.bytesOfRun()
    #expect(try microgrid.bytesOfRun() == first)
  }
}
