import PowerFlow
import Quantities
import Testing

/// Controls in the steady state and over time.
struct ControlTests {
  /// 110 kV, a 25 MVA transformer with taps, 8 km of line.
  static func feeder(
    _ load: (Double, Double), position: Int, bandwidth: Double = 0.02, bus: Int = 1
  ) -> Network {
    let base = 400 / 25.0
    let reactance = (0.12 * 0.12 - 0.0041 * 0.0041).squareRoot()
    let iron = 14e3 / 400e6 * 1e6
    let noLoad = 0.0007 * 25e6 / 400e6 * 1e6
    return Network(
      buses: [110.0, 20, 20].enumerated().map { index, kilovolts in
        Bus(name: "\(index)", nominalVoltage: Voltage(kilovolts: kilovolts))
      },
      lines: [Line(name: "L", from: 1, to: 2, resistanceOhm: 1.6, reactanceOhm: 0.96)],
      transformers: [
        Transformer(
          name: "T", highVoltageBus: 0, lowVoltageBus: 1, ratedPowerVoltAmperes: 25e6,
          ratedHighVoltageVolts: 110e3, ratedLowVoltageVolts: 20e3,
          resistanceOhm: 0.0041 * base, reactanceOhm: reactance * base,
          conductanceMicrosiemens: iron,
          susceptanceMicrosiemens: -(noLoad * noLoad - iron * iron).squareRoot(),
          ratio: 5.5 * (1 + 0.015 * Double(position)), shiftDegrees: 150,
          tapChanger: TapChanger(
            side: .highVoltage, positions: -9...9, neutralPosition: 0, position: position,
            stepPerUnit: 0.015,
            control: TapControl(
              bus: bus, voltageSettingPerUnit: 1, bandwidthPerUnit: bandwidth,
              delaySeconds: 30, tapDelaySeconds: 5)))
      ],
      sources: [Source(name: "grid", bus: 0)],
      loads: [
        NetworkLoad(name: "P", bus: 2, activePowerWatts: load.0, reactivePowerVar: load.1)
      ])
  }

  @Test("A tap changer comes to the position and voltages of pandapower's DiscreteTapControl")
  func tapChanger() throws {
    var flow = try BalancedControlledPowerFlow(Self.feeder((14e6, 5e6), position: 0))
    let outcome = flow.solve()
    #expect(outcome.isSettled && outcome.hunting.isEmpty)
    #expect(outcome.taps.map(\.position) == [-2])
    #expect(outcome.tapChangeCount == 2)
    // The first delay, then the following one.
    #expect(outcome.seconds == 35)
    #expect(abs(outcome.taps[0].voltagePerUnit - 0.99898065) < 1e-7)
    #expect(abs(flow.solver.voltageMagnitudePerUnit(ofBus: 2) - 0.92539) < 1e-5)

    var back = try BalancedControlledPowerFlow(Self.feeder((-14e6, -5e6), position: -2))
    let returned = back.solve()
    #expect(returned.taps.map(\.position) == [1])
    #expect(abs(back.solver.voltageMagnitudePerUnit(ofBus: 2) - 1.07044049) < 1e-7)
  }

  @Test("A tap changer at its end rests there, and the outcome says so")
  func end() throws {
    var flow = try BalancedControlledPowerFlow(Self.feeder((20e6, 15e6), position: 0, bus: 2))
    let outcome = flow.solve()
    #expect(outcome.taps[0].position == -9)
    #expect(outcome.taps[0].isAtEnd && !outcome.taps[0].isInBand)
    #expect(outcome.isSettled)
  }

  @Test("A band narrower than a step makes the tap hunt, and the outcome names it with its cycle")
  func hunting() throws {
    var flow = try BalancedControlledPowerFlow(
      Self.feeder((14e6, 5e6), position: 0, bandwidth: 0.001))
    let outcome = flow.solve()
    #expect(!outcome.isSettled)
    #expect(outcome.powerFlow.converged)
    #expect(outcome.hunting.map(\.element) == ["T"])
    #expect(Set(outcome.hunting[0].cycle).count == 2)
    #expect("\(outcome.hunting[0])".hasPrefix("'T' hunts: "))
  }

  static func withInverter(_ control: GeneratorControl, watts: Double = 6e6) -> Network {
    var network = feeder((2e6, 0), position: 0)
    network.transformers[0].tapChanger = nil
    network.generators = [
      NetworkGenerator(
        name: "PV", bus: 2, activePowerWatts: watts, reactivePowerVar: 0,
        ratedPowerVoltAmperes: 7e6, control: control)
    ]
    return network
  }

  @Test(
    "A volt-var curve is met where the power flow crosses it, however steep it is",
    arguments: [0.02, 0.002, 0.0002])
  func voltVar(width: Double) throws {
    let curve = try #require(
      VoltageCurve([
        .init(voltagePerUnit: 1.0, value: 0.44), .init(voltagePerUnit: 1.0 + width, value: -0.44),
      ]))
    var flow = try BalancedControlledPowerFlow(Self.withInverter(.voltVar(curve)))
    let outcome = flow.solve()
    #expect(outcome.isSettled, "\(outcome.hunting)")
    let voltage = flow.solver.voltageMagnitudePerUnit(ofBus: 2)
    let power = outcome.generators[0].reactivePowerVar
    #expect(abs(power - 7e6 * curve.value(atPerUnit: voltage)) < 10)
    #expect(outcome.powerFlowCount < 300)
    #expect(power < 0 && power > -0.44 * 7e6)
  }

  @Test("Many inverters on one feeder come to rest together, each on its curve")
  func manyInverters() throws {
    let curve = try #require(
      VoltageCurve([
        .init(voltagePerUnit: 0.98, value: 0.44), .init(voltagePerUnit: 1, value: 0),
        .init(voltagePerUnit: 1.01, value: -0.44),
      ]))
    var network = NewtonRaphsonSolverTests.chain(
      Array(repeating: (0.05, 0.04), count: 12), sources: [Source(name: "grid", bus: 0)])
    network.generators = (1...12).map { bus in
      NetworkGenerator(
        name: "PV\(bus)", bus: bus, activePowerWatts: 1500, reactivePowerVar: 0,
        ratedPowerVoltAmperes: 4000, control: .voltVar(curve))
    }
    var flow = try BalancedControlledPowerFlow(network)
    let outcome = flow.solve()
    #expect(outcome.isSettled, "\(outcome.hunting)")
    for generator in outcome.generators {
      let voltage = flow.solver.voltageMagnitudePerUnit(ofBus: generator.index + 1)
      let goal = 4000 * curve.value(atPerUnit: voltage)
      #expect(abs(generator.reactivePowerVar - goal) < 0.01)
    }
    #expect(outcome.generators.contains { $0.reactivePowerVar < -100 })
    #expect(outcome.powerFlowCount < 500)
  }

  @Test("A volt-watt curve curtails until the voltage allows what is left")
  func voltWatt() throws {
    let curve = try #require(
      VoltageCurve([
        .init(voltagePerUnit: 1.01, value: 1), .init(voltagePerUnit: 1.03, value: 0),
      ]))
    var flow = try BalancedControlledPowerFlow(Self.withInverter(.voltWatt(curve), watts: 7e6))
    let outcome = flow.solve()
    #expect(outcome.isSettled)
    let voltage = flow.solver.voltageMagnitudePerUnit(ofBus: 2)
    let generator = outcome.generators[0]
    #expect(generator.curtailedWatts > 1e5)
    #expect(abs(generator.activePowerWatts - 7e6 * curve.value(atPerUnit: voltage)) < 1)
    #expect(generator.activePowerWatts + generator.curtailedWatts == 7e6)
  }

  @Test("With both curves reactive power has priority within the rating")
  func bothCurves() throws {
    let reactive = try #require(VoltageCurve([.init(voltagePerUnit: 1, value: -0.8)]))
    let active = try #require(VoltageCurve([.init(voltagePerUnit: 1, value: 1)]))
    let generator = NetworkGenerator(
      name: "PV", bus: 0, activePowerWatts: 10, reactivePowerVar: 0, ratedPowerVoltAmperes: 10,
      control: .voltVarWatt(reactive: reactive, active: active))
    let power = generator.power(atPerUnit: 1.01)
    #expect(abs(power.reactiveVar + 8) < 1e-12)
    #expect(abs(power.activeWatts - 6) < 1e-12)
  }

  @Test("A power factor sets the reactive power in the network's own injections")
  func powerFactor() throws {
    let network = Self.withInverter(.powerFactor(cosine: 0.8, producesReactivePower: false))
    let (active, reactive) = network.nominalInjections()
    #expect(active[2] == 4e6)
    #expect(abs(reactive[2] + 4.5e6) < 1e-6)
  }

  @Test("A timer waits for the first delay, then for the following one, and is reset in the band")
  func timer() {
    var timer = ControlTimer(delaySeconds: 15, followingDelaySeconds: 2)
    #expect(timer.advice(atSeconds: 0, side: nil) == .rest)
    #expect(timer.advice(atSeconds: 10, side: .below) == .wait(untilSeconds: 25))
    #expect(timer.advice(atSeconds: 20, side: .below) == .wait(untilSeconds: 25))
    #expect(timer.advice(atSeconds: 22, side: nil) == .rest)
    #expect(timer.advice(atSeconds: 24, side: .below) == .wait(untilSeconds: 39))
    #expect(timer.advice(atSeconds: 39, side: .below) == .act)
    #expect(timer.advice(atSeconds: 39, side: .below) == .wait(untilSeconds: 41))
    #expect(timer.advice(atSeconds: 41, side: .below) == .act)
    #expect(timer.advice(atSeconds: 41, side: .above) == .wait(untilSeconds: 56))
    timer.reset()
    #expect(!timer.isRunning)
  }
}
