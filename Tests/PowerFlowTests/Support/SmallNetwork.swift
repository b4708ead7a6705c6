import PowerFlow
import Quantities

/// Networks that are small enough to calculate by hand.
enum SmallNetwork {
  /// A source, a line of r + jx ohms, and a bus, all at 400 V.
  static func twoBuses(_ resistance: Double = 0.1, _ reactance: Double = 0.05) -> Network {
    Network(
      buses: ["a", "b"].map { Bus(name: $0, nominalVoltage: Voltage(volts: 400)) },
      lines: [
        Line(
          name: "line", from: 0, to: 1, resistanceOhm: resistance, reactanceOhm: reactance,
          ratedCurrentAmperes: 100)
      ],
      sources: [Source(name: "grid", bus: 0)])
  }

  /// A source at 20 kV and a transformer to 0.4 kV.
  static func withTransformer() -> Network {
    Network(
      buses: [
        Bus(name: "high", nominalVoltage: Voltage(kilovolts: 20)),
        Bus(name: "low", nominalVoltage: Voltage(kilovolts: 0.4)),
      ],
      transformers: [
        Transformer(
          name: "T", highVoltageBus: 0, lowVoltageBus: 1, ratedPowerVoltAmperes: 160_000,
          ratedHighVoltageVolts: 20_000, ratedLowVoltageVolts: 400, resistanceOhm: 0.0147,
          reactanceOhm: 0.0372, conductanceMicrosiemens: 2875, susceptanceMicrosiemens: -24,
          ratio: 49, shiftDegrees: 150)
      ],
      sources: [Source(name: "grid", bus: 0, voltagePerUnit: 1.02, angleDegrees: 10)])
  }
}
