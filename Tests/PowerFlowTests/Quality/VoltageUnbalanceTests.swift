import ComplexModule
import PowerFlow
import RealModule
import TestSupport
import Testing

struct VoltageUnbalanceTests {
  private typealias Phasor = ComplexModule.Complex<Double>

  @Test("Balanced phasors have a positive sequence only")
  func balanced() {
    let found = SymmetricalComponents(
      Phasor(length: 230, phase: 0.3), Phasor(length: 230, phase: 0.3 - 2 * .pi / 3),
      Phasor(length: 230, phase: 0.3 + 2 * .pi / 3))
    #expect(abs(found.positive.length - 230) < 1e-12)
    #expect(found.negativeRatio < 1e-14 && found.zeroRatio < 1e-14)
  }

  @Test("One phase missing leaves a third of it in the other sequences")
  func onePhase() {
    // a = 1, b and c balanced; without a: positive 2/3, negative 1/3, zero 1/3.
    let found = SymmetricalComponents(
      .zero, Phasor(length: 1, phase: -2 * .pi / 3), Phasor(length: 1, phase: 2 * .pi / 3))
    #expect(abs(found.positive.length - 2.0 / 3) < 1e-15)
    #expect(abs(found.negativeRatio - 0.5) < 1e-14)
    #expect(abs(found.zeroRatio - 0.5) < 1e-14)
  }

  @Test("The formula from voltages between lines is the ratio of sequences", arguments: 0..<200)
  func lineVoltages(seed: UInt64) {
    var random = TestGenerator(seed: seed)
    let phases = (0..<3).map { phase in
      Phasor(
        length: Double.random(in: 0.6...1.3, using: &random),
        phase: -2 * .pi / 3 * Double(phase) + Double.random(in: -0.3...0.3, using: &random))
    }
    let exact = SymmetricalComponents(phases[0], phases[1], phases[2]).negativeRatio
    let found = VoltageUnbalance.ofLineVoltages(
      (phases[0] - phases[1]).length, (phases[1] - phases[2]).length,
      (phases[2] - phases[0]).length)
    #expect(abs(found - exact) < 1e-7)
  }

  @Test("NEMA's measure is the largest deviation over the mean")
  func nema() {
    // The textbook example: 450, 470 and 430 V have a mean of 450 V and a deviation of 20 V.
    #expect(abs(VoltageUnbalance.nema(450, 470, 430) - 20.0 / 450) < 1e-15)
    #expect(VoltageUnbalance.nema(400, 400, 400) == 0)
    #expect(VoltageUnbalance.nema(.nan, 400, 400).isNaN)
    #expect(VoltageUnbalance.nema(400, 400, .nan).isNaN)
  }

  @Test("Equal voltages have no unbalance, and no voltages no measure")
  func ends() {
    #expect(VoltageUnbalance.ofLineVoltages(400, 400, 400) < 1e-7)
    #expect(VoltageUnbalance.ofLineVoltages(0, 0, 0).isNaN)
    #expect(VoltageUnbalance.ofLineVoltages(400, .nan, 400).isNaN)
  }
}
