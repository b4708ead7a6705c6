import TariffFiles
import Tariffs
import Testing

struct ImportedRateTests {
  /// A rate with one period and something besides.
  static func rate(_ more: String) -> [UInt8] {
    let hours = "[\(Array(repeating: "0", count: 24).joined(separator: ","))]"
    let year = "[\(Array(repeating: hours, count: 12).joined(separator: ","))]"
    return Array(
      """
      {"label": "a1", "name": "Plain", "energyratestructure": [[{"rate": 0.123456789}]],
       "energyweekdayschedule": \(year), "energyweekendschedule": \(year)\(more)}
      """.utf8)
  }

  @Test("An imported rate is a tariff file that begins with what it bills differently")
  func yaml() throws {
    let imported = try ImportedRate(
      Self.rate(", \"demandreactivepowercharge\": 2, \"foo\": [1, 2]"), named: "r.json")
    #expect(imported.differences.count == 3)
    let lines = imported.yaml.split(separator: "\n")
    #expect(lines[0] == "# From the Utility Rate Database: a1")
    #expect(lines[1...3].allSatisfy { $0.hasPrefix("# ") })
    #expect(lines[4] == "kind: rate-plan" && lines.contains("currency: USD"))
    #expect(imported.yaml.contains("0.123456789"))
    #expect(imported.json.contains("\"foo\": [1, 2]"))
    #expect(try URDBRate.read(Array(imported.json.utf8), named: "again") == imported.rate)
  }

  @Test("A rate that cannot be read or billed is refused with its file")
  func refusals() {
    let broken = #expect(throws: TariffFileError.self) {
      try ImportedRate(Array("[{]".utf8), named: "r.json")
    }
    #expect(broken?.description.hasPrefix("r.json:1:3: ") == true)
    let apparent =
      ", \"flatdemandstructure\": [[{\"rate\": 1}]], \"flatdemandunit\": \"kVA\", "
      + "\"flatdemandmonths\": [0,0,0,0,0,0,0,0,0,0,0,0]"
    let unbilled = #expect(throws: TariffFileError.self) {
      try ImportedRate(Self.rate(apparent), named: "r.json")
    }
    #expect(unbilled?.description.contains("power factor") == true)
  }
}
