import Markets
import Microgrids
import PowerFlow
import Quantities
import Testing

/// What markets are told of a network.
struct MarketFeederTests {
  /// A grid of 10 kV behind an impedance, a transformer to 400 V, and two branches behind its bus:
  ///
  /// ```text
  /// S – G – H – (transformer) – L – A – B
  ///                              \– C
  /// ```
  private static func network(ratio: Double = 25) -> Network {
    let low = Voltage(volts: 400)
    var network = Network(
      name: "village", frequencyHertz: 50,
      buses: [
        // Not in the order of the tree.
        Bus(name: "C", nominalVoltage: low), Bus(name: "B", nominalVoltage: low),
        Bus(name: "A", nominalVoltage: low), Bus(name: "L", nominalVoltage: low),
        Bus(name: "H", nominalVoltage: Voltage(volts: 10_000)),
        Bus(name: "G", nominalVoltage: Voltage(volts: 10_000)),
      ],
      sources: [
        Source(name: "S", bus: 5, voltagePerUnit: 1.01, resistanceOhm: 3, reactanceOhm: 4)
      ])
    network.lines = [
      Line(
        name: "LA", from: 3, to: 2, resistanceOhm: 0.03, reactanceOhm: 0.04,
        ratedCurrentAmperes: 100),
      // Against the direction of the tree.
      Line(name: "BA", from: 1, to: 2, resistanceOhm: 0.06, reactanceOhm: 0.08),
      Line(name: "GH", from: 5, to: 4, resistanceOhm: 30, reactanceOhm: 40),
      Line(name: "LC", from: 3, to: 0, resistanceOhm: 0.3, reactanceOhm: 0.4),
    ]
    network.transformers = [
      Transformer(
        name: "T", highVoltageBus: 4, lowVoltageBus: 3, ratedPowerVoltAmperes: 100_000,
        ratedHighVoltageVolts: 10_000, ratedLowVoltageVolts: 400, resistanceOhm: 0.006,
        reactanceOhm: 0.008, ratio: ratio)
    ]
    return network
  }

  @Test("Distances are sums of |Z| on the path, in ohms of the members' voltage")
  func distances() throws {
    // Members at B, C, B and L.
    let feeder = try #require(
      MarketFeeder(
        .balanced(Self.network()), busOfTrader: [1, 0, 1, 3], needs: [.distances, .zones],
        hours: 0.25))
    let network = feeder.network
    #expect(network.busCount == 3)
    #expect(network.busOfTrader[0] == network.busOfTrader[2])
    #expect(network.feeder == nil)
    func distance(_ first: Int, _ second: Int) -> Double {
      network.distances[
        Int(network.busOfTrader[first]) * network.busCount + Int(network.busOfTrader[second])]
    }
    #expect(abs(distance(0, 1) - (0.05 + 0.1 + 0.5)) < 1e-12)
    #expect(abs(distance(1, 0) - (0.05 + 0.1 + 0.5)) < 1e-12)
    #expect(abs(distance(0, 3) - 0.15) < 1e-12)
    #expect(distance(0, 2) == 0)
    // The trunk ends at L; both branches behind it are areas of their own.
    #expect(Set([feeder.zone(ofMember: 0), feeder.zone(ofMember: 1)]) == [1, 2])
    #expect(feeder.zone(ofMember: 3) == 0)
  }

  @Test("A distance across a transformer counts both sides at the members' voltage")
  func acrossTransformer() throws {
    let feeder = try #require(
      MarketFeeder(.balanced(Self.network()), busOfTrader: [3, 5], needs: .distances, hours: 1))
    // 50 ohm at 10 kV are 0.08 ohm at 400 V.
    #expect(abs((feeder.network.distances.max() ?? 0) - 0.09) < 1e-12)
  }

  @Test("The feeder's arrays give the voltages of the linear equations of the power flow")
  func linearEquations() throws {
    for ratio in [25.0, 24.375] {
      let network = Self.network(ratio: ratio)
      var feeder = try #require(
        MarketFeeder(
          .balanced(network), busOfTrader: [1, 0], needs: .feeder, band: 0.95...1.05, hours: 0.25))
      feeder.beginLoads()
      let injections: [SIMD2<Double>] = [
        SIMD2(20_000, 0), SIMD2(-5000, -1000), .zero, SIMD2(3000, 500), .zero, .zero,
      ]
      for (bus, injection) in injections.enumerated() {
        feeder.addInjection(injection, atBus: bus)
      }
      let radial = try #require(feeder.network.feeder)
      #expect(radial.kilowattHoursPerUnit == 25)
      #expect(radial.parents[0] == -1)
      var reference = try LinearDistFlow(network)
      let active = injections.map { $0.x }
      let reactive = injections.map { $0.y }
      reference.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
      let squares = Self.squares(radial)
      for bus in network.buses.indices {
        let index = Int(feeder.indexOfBus[bus])
        // Seen from the root, voltages are free of the ratio.
        let off = bus >= 4 ? 1 : 25 / ratio
        let voltage = squares[index].squareRoot() * off
        #expect(abs(voltage - reference.voltageMagnitudePerUnit(ofBus: bus)) < 1e-12)
      }
      #expect(abs(radial.maximumVoltage - 1.05 / max(25 / ratio, 1)) < 1e-12)
      #expect(abs(radial.minimumVoltage - 0.95) < 1e-12)
      let limit = radial.branchLimits[Int(feeder.indexOfBus[2])]
      #expect(abs(limit - 3.0.squareRoot() * 100 * 400 / 100_000) < 1e-12)
      #expect(radial.branchLimits[Int(feeder.indexOfBus[3])] == 1)
      #expect(radial.branchLimits[Int(feeder.indexOfBus[0])] == .infinity)
    }
  }

  /// The squares of the voltages by the equations that markets use.
  private static func squares(_ feeder: RadialFeeder) -> [Double] {
    var (active, reactive) = (feeder.activeLoads, feeder.reactiveLoads)
    for index in feeder.parents.indices.reversed() where feeder.parents[index] >= 0 {
      active[Int(feeder.parents[index])] += active[index]
      reactive[Int(feeder.parents[index])] += reactive[index]
    }
    var squares = feeder.parents.map { _ in feeder.rootVoltage * feeder.rootVoltage }
    for index in feeder.parents.indices where feeder.parents[index] >= 0 {
      squares[index] =
        squares[Int(feeder.parents[index])]
        - 2
        * (feeder.resistances[index] * active[index] + feeder.reactances[index] * reactive[index])
    }
    return squares
  }

  @Test("Networks with loops or with phases that differ have no such arrays")
  func refused() {
    var network = Self.network()
    network.lines.append(
      Line(name: "BC", from: 1, to: 0, resistanceOhm: 0.1, reactanceOhm: 0.1))
    let feeder = MarketFeeder(
      .balanced(network), busOfTrader: [1, 0], needs: .distances, hours: 1)
    #expect(feeder == nil)
  }

  @Test("A zone's fee is that of the trader's bus, and nothing for who is not known")
  func zoneFees() {
    let network = MarketNetwork(
      busOfTrader: [0, 1, 7], busCount: 2, zoneOfBus: [0, 1],
      zoneFees: [.zero, EnergyPrice(microsPerKilowattHour: 20_000)])
    #expect(network.zoneFee(ofTrader: 1) == EnergyPrice(microsPerKilowattHour: 20_000))
    for trader: Int32 in [0, 2, 3, -1, .max] { #expect(network.zoneFee(ofTrader: trader) == .zero) }
  }
}
