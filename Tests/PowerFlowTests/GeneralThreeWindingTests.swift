import PowerFlow
import Quantities
import Testing

/// A transformer of three windings against pandapower 3.5.6 (`trafo3w`, π model, tolerance 1e-11 MVA).
struct GeneralThreeWindingTests {
  static func network(tapAtHigh: Bool) -> Network {
    func winding(_ bus: Int, _ kilovolts: Double, _ mega: Double, _ shift: Double, _ taps: Bool)
      -> ThreeWindingTransformer.Winding
    {
      ThreeWindingTransformer.Winding(
        bus: bus, ratedVolts: kilovolts * 1000, ratedPowerVoltAmperes: mega * 1e6,
        shiftDegrees: shift, tapStepPerUnit: 0.0125, tapSteps: taps ? -3 : 0)
    }
    let transformer = ThreeWindingTransformer(
      name: "T", high: winding(0, 110, 63, 0, tapAtHigh),
      medium: winding(1, 21, 40, 0, !tapAtHigh), low: winding(2, 10.5, 25, 150, false),
      highMedium: .init(percent: 10.4, resistivePercent: 0.28),
      mediumLow: .init(percent: 6.1, resistivePercent: 0.31),
      highLow: .init(percent: 17.2, resistivePercent: 0.35), ironLossWatts: 35e3,
      noLoadCurrentPercent: 0.1)
    return Network(
      buses: [110.0, 20, 10].enumerated().map { index, kilovolts in
        Bus(name: "\(index)", nominalVoltage: Voltage(kilovolts: kilovolts))
      } + [transformer.innerBus],
      transformers: transformer.star(innerBus: 3),
      sources: [Source(name: "grid", bus: 0, voltagePerUnit: 1.02)],
      loads: [
        NetworkLoad(name: "a", bus: 1, activePowerWatts: 28e6, reactivePowerVar: 9e6),
        NetworkLoad(name: "b", bus: 2, activePowerWatts: 14e6, reactivePowerVar: -3e6),
      ])
  }

  @Test("The star of a three-winding transformer gives the voltages of pandapower")
  func tapAtHighVoltage() throws {
    var solver = try PowerFlowSolver(Self.network(tapAtHigh: true))
    #expect(solver.solveNominally().converged)
    let expected = [
      (1, 1.0866009972468114, -6.395909018185597), (2, 1.0870516665654917, -160.3465305969095),
    ]
    for (bus, magnitude, angle) in expected {
      #expect(abs(solver.voltageMagnitudePerUnit(ofBus: bus) - magnitude) < 1e-10)
      #expect(abs(solver.voltageAngleDegrees(ofBus: bus) - angle) < 1e-8)
    }
    #expect(abs(solver.sourceActivePowerWatts - 42.15192652392371e6) < 1e-2)
    #expect(abs(solver.sourceReactivePowerVar - 11.966320932914693e6) < 1e-2)
  }

  @Test("A tap at the medium-voltage winding scales its arm")
  func tapAtMediumVoltage() throws {
    var solver = try PowerFlowSolver(Self.network(tapAtHigh: false))
    #expect(solver.solveNominally().converged)
    #expect(abs(solver.voltageMagnitudePerUnit(ofBus: 1) - 1.0037604689213402) < 1e-10)
    #expect(abs(solver.voltageMagnitudePerUnit(ofBus: 2) - 1.0432708861273097) < 1e-10)
    #expect(abs(solver.voltageAngleDegrees(ofBus: 2) + 161.21975657007792) < 1e-8)
  }
}
