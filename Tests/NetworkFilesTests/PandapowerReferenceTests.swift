import Foundation
import NetworkFiles
import PowerFlow
import Testing

/// Networks of pandapower against pandapower's own power flow.
struct PandapowerReferenceTests {
  static let balanced = [
    "case9", "case14", "case118", "cigre_mv", "cigre_lv", "kerber_landnetz_kabel_1",
    "example_simple", "example_multivoltage",
  ]

  @Test("Voltages and losses of balanced networks are those of runpp", arguments: balanced)
  func balancedVoltages(name: String) throws {
    let bytes = try ImportAnswer.bytes(name + ".pandapower.json")
    for (way, answer) in try ImportAnswer.answers(name + ".pandapower") {
      var options = ImportOptions()
      options.transformerModel = way == "pi" ? .pi : .t
      options.keepsReactiveLimits = way.hasSuffix("limits")
      let imported = try PandapowerFile.read(bytes, named: name, options: options)
      let found = try answer.difference(imported.network)
      #expect(found.voltage < 1e-10, "\(way)")
      let loss = try #require(found.lossMegawatts)
      if let reference = answer.totalLossMw {
        #expect(abs(loss - reference) < 1e-8 * reference, "\(way)")
      }
    }
  }

  static let asymmetric = ["dyn5", "dyn1_delta", "dyn0", "ynyn0", "ynyn6"]

  @Test("Voltages of asymmetric networks are those of runpp_3ph", arguments: asymmetric)
  func phaseVoltages(name: String) throws {
    let file = "asymmetric_\(name).pandapower"
    let imported = try PandapowerFile.read(ImportAnswer.bytes(file + ".json"), named: name)
    let answer = try #require(try ImportAnswer.answers(file)["t"])
    #expect(try answer.difference(imported.network).voltage < 1e-9)
  }

  static let shared = ImportAnswer.folder.appending(path: "../../../../shared/cases").standardized

  static func isShared(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: shared.appending(path: name + ".json").path)
  }

  @Test(
    "Elements are those of the reference cases made from the same networks",
    .enabled(if: isShared("cigre_mv"), "the reference cases are not beside the package"),
    arguments: ["cigre_mv", "kerber_landnetz_kabel_1"])
  func elements(name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.shared.appending(path: name + ".json")))
    let reference = try NetworkFile.readBalanced(bytes, named: name)
    let imported = try PandapowerFile.read(
      ImportAnswer.bytes(name + ".pandapower.json"), named: name,
      options: ImportOptions(transformerModel: .pi))
    guard case .balanced(let network) = imported.network else {
      Issue.record("the network must be balanced")
      return
    }
    #expect(Set(network.buses.map(\.name)) == Set(reference.buses.map(\.name)))
    for line in reference.lines {
      let twin = try #require(network.lines.first { $0.name == line.name })
      #expect(network.buses[twin.from].name == reference.buses[line.from].name)
      #expect(network.buses[twin.to].name == reference.buses[line.to].name)
      #expect(abs(twin.resistanceOhm - line.resistanceOhm) <= 1e-11 * line.resistanceOhm)
      #expect(abs(twin.reactanceOhm - line.reactanceOhm) <= 1e-11 * line.reactanceOhm)
      #expect(abs(twin.chargingMicrosiemens - line.chargingMicrosiemens) <= 1e-8)
      #expect(twin.ratedCurrentAmperes == line.ratedCurrentAmperes)
      #expect(twin.isInService == line.isInService)
    }
    for transformer in reference.transformers {
      let twin = try #require(network.transformers.first { $0.name == transformer.name })
      #expect(abs(twin.resistanceOhm - transformer.resistanceOhm) <= 1e-10)
      #expect(abs(twin.reactanceOhm - transformer.reactanceOhm) <= 1e-9)
      #expect(twin.shiftDegrees == transformer.shiftDegrees && twin.ratio == transformer.ratio)
    }
    for load in reference.loads {
      let twin = try #require(network.loads.first { $0.name == load.name })
      #expect(abs(twin.activePowerWatts - load.activePowerWatts) <= 1e-6)
      #expect(abs(twin.reactivePowerVar - load.reactivePowerVar) <= 1e-5)
    }
  }
}
