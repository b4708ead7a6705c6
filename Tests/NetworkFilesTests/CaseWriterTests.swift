import Foundation
import NetworkFiles
import PowerFlow
import Testing

/// Networks that are written and read again.
struct CaseWriterTests {
  private static let shared = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "../shared/cases").standardized

  static let cases = [
    "case33bw", "cigre_mv", "kerber_landnetz_kabel_1", "simbench_lv_rural1_0", "synth1000",
    "ieee13", "ieee34", "ieee37", "ieee123", "ieee_eulv_nominal_clamped",
  ].filter { FileManager.default.fileExists(atPath: shared.appending(path: "\($0).json").path) }

  @Test("A balanced network is read back to the last bit", arguments: 0..<200)
  func balanced(seed: Int) throws {
    var models = RandomModels(seed: seed)
    let model = NetworkModel.balanced(models.balanced())
    #expect(try NetworkFile.read(CaseFile.write(model), named: "written") == model)
  }

  @Test("A network whose phases differ is read back to the last bit", arguments: 0..<200)
  func multiphase(seed: Int) throws {
    var models = RandomModels(seed: seed)
    let model = NetworkModel.multiphase(models.multiphase())
    #expect(try NetworkFile.read(CaseFile.write(model), named: "written") == model)
  }

  @Test(
    "A reference case that was read and written is the same network",
    .enabled(if: !cases.isEmpty, "the reference cases are not there"), arguments: cases)
  func references(name: String) throws {
    let url = Self.shared.appending(path: name + ".json")
    let model = try NetworkFile.read([UInt8](Data(contentsOf: url)), named: name)
    #expect(try NetworkFile.read(CaseFile.write(model), named: "written") == model)
  }

  @Test("A table has one row on each line, and numbers have the digits that they need")
  func layout() throws {
    let network = try ScriptFiles.network(
      after: "New Line.A bus1=sourcebus bus2=b length=0.1 switch=no\nNew Load.L bus1=b kv=11 kw=0.3"
    )
    let bytes = CaseFile.write(.multiphase(network), provenance: "a \"test\"")
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(lines.first == "{" && lines.last == "}")
    #expect(lines[1] == " \"schema\": \"mgsim-pf-case/1\",")
    #expect(lines.contains(" \"provenance\": {\"note\":\"a \\\"test\\\"\"},"))
    let load = lines.first { $0.hasPrefix("  {\"id\":\"l\"") }
    #expect(load?.contains("\"kw\":0.3,") == true)
    #expect(
      load?.contains("\"nodes\":[1,2,3,0],\"phases\":3,\"conn\":\"wye\",\"kv\":11.0,") == true)
    #expect(lines.filter { $0.hasPrefix("  {\"id\"") }.count == 5)
  }
}
