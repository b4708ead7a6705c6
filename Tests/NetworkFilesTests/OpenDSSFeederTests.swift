import ComplexModule
import Foundation
import NetworkFiles
import PowerFlow
import Quantities
import RealModule
import Testing

/// A feeder made by hand that uses each element; its voltages were calculated by OpenDSS
/// (dss-python 0.15.7, tolerance 1e-13, controls off).
struct OpenDSSFeederTests {
  private static let reference: [String: [Double]] = {
    let url = ScriptFiles.folder.appending(path: "feeder.voltages.json")
    let data = (try? Data(contentsOf: url)) ?? Data()
    return (try? JSONDecoder().decode([String: [Double]].self, from: data)) ?? [:]
  }()

  @Test("The voltages of the feeder are those of OpenDSS")
  func voltages() throws {
    let network = try ScriptFiles.imported("feeder.dss").multiphase
    var solver = try MultiphasePowerFlowSolver(
      network, method: .currentInjection, tolerancePerUnit: 1e-12)
    #expect(solver.solve().converged)
    let nodes = solver.nodes
    let voltages = solver.voltages
    var found = 0
    for (bus, row) in network.buses.enumerated() {
      var errors: [Complex<Double>] = []
      for conductor in row.conductors {
        let expected = try #require(Self.reference["\(row.name).\(conductor)"])
        let node = try #require(nodes.index(ofConductor: conductor, atBus: bus))
        errors.append(voltages[node] - Complex(expected[0], expected[1]))
        found += 1
      }
      let base = row.nominalPhaseVoltage.volts
      for (index, error) in errors.enumerated() {
        #expect(error.length < 2e-8 * base, "\(row.name)")
        for other in errors[..<index] {
          #expect((error - other).length < 1e-8 * base * 3.0.squareRoot(), "\(row.name)")
        }
      }
    }
    #expect(found == Self.reference.count)
    #expect(found == 49)
  }

  @Test("Buses have the nominal voltages that the script allows, and their places")
  func buses() throws {
    let imported = try ScriptFiles.imported("feeder.dss")
    let network = try imported.multiphase
    let kilovolts = [
      "sourcebus": 66, "main": 11, "hill": 11, "plant": 0.69, "village": 0.4,
      "house": 0.4,
    ]
    for (name, expected) in kilovolts {
      let bus = network.buses[try #require(network.busIndex(named: name))]
      let line = bus.nominalPhaseVoltage.volts * 3.0.squareRoot() / 1000
      #expect(abs(line - expected) < 1e-9 * expected)
    }
    #expect(network.buses[try #require(network.busIndex(named: "tapend"))].conductors == [2])
    #expect(network.buses[try #require(network.busIndex(named: "house"))].conductors == [1, 2])
    #expect(network.buses.first?.label == "SourceBus")
    let places = try #require(imported.busCoordinates)
    #expect(places.count == 3)
    #expect(places["north"]?.x == 3.5 && places["north"]?.y == 0.25)
  }

  @Test("Controls, taps and steps stand as the script leaves them")
  func controls() throws {
    let network = try ScriptFiles.imported("feeder.dss").multiphase
    let taps = network.transformers.filter { $0.name.hasPrefix("reg") }.map(\.windings[1].tap)
    #expect(taps.count == 3)
    for (tap, expected) in zip(taps, [1.03125, 1.0125, 0.98125]) {
      #expect(abs(tap - expected) < 1e-15)
    }
    let hill = try #require(network.regulators.first { $0.name == "hill1" })
    #expect(network.transformers[hill.transformer].name == "reg1")
    #expect(hill.winding == 1 && hill.potentialRatio == 53 && hill.delaySeconds == 30)
    #expect(hill.compensationResistanceVolts == 2 && hill.compensationReactanceVolts == 4)
    let bank = try #require(network.capacitors.first { $0.name == "bank" })
    #expect(bank.stepCount == 3 && bank.closedStepCount == 2 && bank.ratedVar == 300_000)
    let control = try #require(bank.control)
    #expect(control.quantity == .reactivePower && control.onThreshold == 150)
    #expect(control.branch.map { network.branchNames[$0] } == "east")
    #expect(network.transformers.first { $0.name == "village" }?.windings[1].clock == 11)
    #expect(network.transformers.first { $0.name == "plant" }?.windings[1].clock == 1)
    #expect(network.lines.first { $0.name == "switch" }?.kind == .switch)
    #expect(!network.lines.contains { $0.name == "spare" })
  }

  @Test("Profiles are read from lists and files, and what measures is left out with a note")
  func profilesAndNotes() throws {
    let imported = try ScriptFiles.imported("feeder.dss")
    let steps = try #require(imported.loadShapes["steps"])
    #expect(steps.values == [0.5, 0.75, 1, 0.25] && steps.intervalSeconds == 900)
    #expect(steps.reactiveValues == [1, 1, 1, 1] && !steps.isActual)
    #expect(imported.loadShapes["table"]?.values == [0.5, 1.5, 1])
    let network = try imported.multiphase
    #expect(network.loads.first { $0.name == "motor" }?.profile == "steps")
    #expect(imported.notes.count == 2)
    #expect(imported.notes[0].hasPrefix("feeder.dss:"))
    #expect(imported.notes[0].hasSuffix("'EnergyMeter.M1' does not take part in a power flow."))
  }
}
