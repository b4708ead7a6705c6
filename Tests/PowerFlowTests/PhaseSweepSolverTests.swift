import ComplexModule
import PowerFlow
import Quantities
import RealModule
import Testing

/// Small networks with phases, calculated by hand, and networks that the sweep refuses.
struct PhaseSweepSolverTests {
  /// A stiff source of 230 V and a line of 0.1 + 0.1j ohms for each phase without mutual impedance.
  private static func twoBuses(
    conductors: [Int] = [1, 2, 3], loads: [MultiphaseLoad]
  ) -> MultiphaseNetwork {
    let volts = [0.0, -2, 2].map { Phasor(length: 230, phase: $0 * .pi / 3) }
    return MultiphaseNetwork(
      buses: [
        MultiphaseBus(name: "a", nominalPhaseVoltage: Voltage(volts: 230)),
        MultiphaseBus(
          name: "b", nominalPhaseVoltage: Voltage(volts: 230), conductors: conductors),
      ],
      sources: [
        MultiphaseSource(
          name: "grid", terminal: Terminal(bus: 0, conductors: [1, 2, 3]), voltages: volts,
          impedance: ComplexMatrix(rowCount: 3, columnCount: 3))
      ],
      lines: [line("line", 0, 1, conductors)], loads: loads)
  }

  private static func line(
    _ name: String, _ from: Int, _ to: Int, _ conductors: [Int]
  ) -> MultiphaseLine {
    MultiphaseLine(
      name: name, from: Terminal(bus: from, conductors: conductors),
      to: Terminal(bus: to, conductors: conductors),
      impedance: ComplexMatrix(diagonal: conductors.map { _ in Phasor(0.1, 0.1) }))
  }

  private static func load(
    _ conductors: [Int], watts: Double, window: VoltageWindow? = nil
  ) -> MultiphaseLoad {
    MultiphaseLoad(
      name: "house", terminal: Terminal(bus: 1, conductors: conductors), phaseCount: 1,
      ratedVolts: 230, activePowerWatts: watts, reactivePowerVar: 0, voltageWindow: window)
  }

  @Test("One load on one phase has the voltage that the quadratic equation gives")
  func quadratic() throws {
    let network = Self.twoBuses(loads: [Self.load([2], watts: 5000)])
    var solver = try MultiphaseSweepSolver(network, tolerancePerUnit: 1e-12)
    #expect(solver.solve().converged)
    // |V|² = x with x² + (2·R·P − E²)·x + |Z|²·P² = 0.
    let half = (230.0 * 230 - 2 * 0.1 * 5000) / 2
    let square = half + (half * half - 0.02 * 5000 * 5000).squareRoot()
    let magnitude = square.squareRoot()
    #expect(abs(solver.voltage(ofNode: 4).length - magnitude) < 1e-9)
    #expect(abs(solver.voltage(ofNode: 3).length - 230) < 1e-9)
    let loss = 0.1 * 5000 * 5000 / square
    #expect(abs(solver.lossWatts - loss) < 1e-7)
    #expect(abs(solver.sourceActivePowerWatts - 5000 - loss) < 1e-7)
  }

  @Test("Beyond its window a load of constant power is an impedance, on either side")
  func window() throws {
    for (minimum, maximum, factor) in [(0.5, 0.9, 1 / 0.81), (1.2, 1.4, 0.0)] {
      let window = VoltageWindow(minimum: minimum, maximum: maximum)
      let load = Self.load([1], watts: 2000, window: window)
      var solver = try MultiphaseSweepSolver(Self.twoBuses(loads: [load]))
      #expect(solver.solve().converged)
      let voltage = solver.voltage(ofNode: 3)
      let current = (solver.voltage(ofNode: 0) - voltage) / Phasor(0.1, 0.1)
      let rated = 2000.0 / (230 * 230)
      if factor > 0 {
        #expect((current - voltage * Phasor(rated * factor)).length < 1e-7)
      } else {
        // The current falls on a straight line from that at 1.2 to half of the rated one at 0.5.
        let perUnit = voltage.length / 230
        let slope = (1 / 1.2 - 0.5) / (1.2 - 0.5)
        let amperes = 2000 / 230 * (0.5 + slope * (perUnit - 0.5))
        #expect(abs(current.length - amperes) < 1e-7)
      }
    }
  }

  @Test(
    "A load beyond collapse, and one that is no number, are told with the bus; then all is well")
  func failures() throws {
    let network = Self.twoBuses(loads: [Self.load([3], watts: 1000)])
    var solver = try MultiphaseSweepSolver(network)
    for watts in [1e6, .nan, .infinity] {
      let active = [watts]
      let reactive = [0.0]
      let outcome = solver.solve(
        activePowerWatts: active.span, reactivePowerVar: reactive.span)
      #expect(!outcome.converged)
      #expect(outcome.worstBus == 1)
      #expect(!outcome.mismatchVoltAmperes.isZero)
      #expect(solver.voltage(ofNode: 5).real.isNaN)
      var magnitudes = [Double](repeating: 0, count: 6)
      var span = magnitudes.mutableSpan
      solver.copyVoltageMagnitudes(into: &span)
      #expect(magnitudes.allSatisfy { $0.isNaN })
      #expect(solver.solve().converged)
    }
    solver.reset()
    #expect(!solver.isSolved)
  }

  @Test("What the sweep cannot take is refused by name")
  func refusals() throws {
    func message(_ change: (inout MultiphaseNetwork) -> Void) -> String {
      var network = Self.twoBuses(loads: [Self.load([3], watts: 1000)])
      change(&network)
      do throws(NetworkError) {
        _ = try MultiphaseSweepSolver(network)
        return ""
      } catch {
        return error.description
      }
    }
    #expect(message { _ in } == "")
    #expect(message { $0.sources = [] }.contains("no source"))
    #expect(message { $0.sources.append($0.sources[0]) }.contains("one source"))
    #expect(message { $0.lines[0].isInService = false }.contains("'b'"))
    #expect(message { $0.lines = [Self.line("short", 0, 1, [1, 2])] }.contains("conductor 3"))
    #expect(message { $0.lines.append(Self.line("self", 1, 1, [1])) }.contains("'self'"))
    #expect(message { $0.loads[0].terminal.conductors = [4] }.contains("'house'"))
    #expect(message { $0.loads[0].terminal.bus = 7 }.contains("'house'"))
    #expect(message { $0.lines[0].impedance[0, 0] = Phasor(.nan, 0) }.contains("'line'"))
    let zero = MultiphaseLine(
      name: "switch", from: Terminal(bus: 0, conductors: [1, 2, 3]),
      to: Terminal(bus: 1, conductors: [1, 2, 3]),
      impedance: ComplexMatrix(rowCount: 3, columnCount: 3))
    #expect(message { $0.lines.append(zero) }.contains("'switch'"))
    #expect(message { $0.lines = [zero] } == "")
  }

  @Test("Loops are refused with the names of their lines")
  func loops() throws {
    let network = MultiphaseNetwork(
      buses: ["a", "b", "c"].map {
        MultiphaseBus(name: $0, nominalPhaseVoltage: Voltage(volts: 230))
      },
      sources: Self.twoBuses(loads: []).sources,
      lines: [
        Self.line("ab", 0, 1, [1, 2, 3]), Self.line("bc", 1, 2, [1, 2, 3]),
        Self.line("ca", 2, 0, [1, 2, 3]),
      ])
    #expect {
      _ = try MultiphaseSweepSolver(network)
    } throws: { error in
      guard case .loop(let branches) = error as? NetworkError else { return false }
      return branches.sorted() == ["ab", "bc", "ca"]
    }
  }

  @Test("Without any load the voltages are those of the source")
  func noLoad() throws {
    var solver = try MultiphaseSweepSolver(Self.twoBuses(loads: []))
    #expect(solver.solve().converged)
    #expect(abs(solver.voltage(ofNode: 5).length - 230) < 1e-9)
    #expect(abs(solver.lossWatts) < 1e-9)
  }
}
