import Foundation
import Microgrids
import ResultFiles
import Scenarios
import TestSupport
import Testing

/// The scenario `reference.yaml` against a year that power-grid-model calculated and pandapower
/// checked: see `Cases/simbench-lv-rural-year/source.md`.
struct SimBenchYearTests {
  static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
  static let scenario = tests.deletingLastPathComponent()
    .appending(path: "scenarios/simbench-lv-rural/reference.yaml").path()
  static let cases = tests.appending(path: "ValidationTests/Cases/simbench-lv-rural-year")

  /// The rows of a comma-separated file without its header.
  static func rows(of text: String) -> [[String]] {
    text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  static func unzipped(_ url: URL) throws -> String {
    let outcome = try ChildProcess("/bin/gzip", ["-dc", url.path()]).outcome()
    return outcome.output
  }

  /// The largest differences over the year.
  struct Differences {
    var voltage = 0.0
    var power = 0.0
    var rows = 0
  }

  @Test("Voltages, losses and source power of all 35,136 intervals are those of the reference year")
  func everyInterval() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("reference.h5")
    let summary = try Microgrid(try Scenario.read(path: Self.scenario)).run(writing: path)
    #expect(summary.intervals == 35_136)
    let reader = try ResultFileReader(opening: path)
    let buses = try reader.texts(of: "bus").count
    let voltages = try reader.numbers(of: "bus_voltage")
    let losses = try reader.numbers(of: "network_loss")
    let imports = try reader.numbers(of: "grid_import")
    let exports = try reader.numbers(of: "grid_export")
    let reactive = try reader.numbers(of: "grid_reactive_power")
    var worst = Differences()
    for row in Self.rows(of: try Self.unzipped(Self.cases.appending(path: "steps.csv.gz"))) {
      let values = row.compactMap(Double.init)
      let step = Int(values[0])
      let state = voltages[step * buses..<(step + 1) * buses]
      let mean = state.reduce(0, +) / Double(buses)
      for (found, expected) in [
        (state.min() ?? .nan, values[4]), (state.max() ?? .nan, values[5]), (mean, values[6]),
      ] { worst.voltage = max(worst.voltage, abs(found - expected)) }
      // A quarter of an hour of 4 kW is 1 kWh. The reactive power is stored in four bytes.
      let source = 4 * (imports[step] - exports[step])
      worst.power = max(worst.power, abs(4 * losses[step] - values[1]), abs(source - values[2]))
      #expect(abs(reactive[step] - values[3]) < 1e-5 + 1e-7 * abs(values[3]))
      worst.rows += 1
    }
    #expect(worst.rows == 35_136)
    #expect(worst.voltage < 1e-8, "largest difference \(worst.voltage) pu")
    #expect(worst.power < 1e-5, "largest difference \(worst.power) kW")
    try compareExtremes(reader)
  }

  private func compareExtremes(_ reader: borrowing ResultFileReader) throws {
    let names = try reader.texts(of: "bus")
    let minimum = try reader.numbers(of: "indicators/by_bus/minimum_voltage")
    let maximum = try reader.numbers(of: "indicators/by_bus/maximum_voltage")
    let mean = try reader.numbers(of: "indicators/by_bus/mean_voltage")
    let text = try String(
      contentsOf: Self.cases.appending(path: "buses.csv"), encoding: .utf8)
    let header = text.split(separator: "\n")[0].split(separator: ",").map(String.init)
    let rows = Self.rows(of: text)
    #expect(rows.count == names.count)
    for row in rows {
      let bus = try #require(names.firstIndex(of: row[0]))
      for (column, found) in [
        ("v_min_pu", minimum[bus]), ("v_max_pu", maximum[bus]), ("v_mean_pu", mean[bus]),
      ] {
        let index = try #require(header.firstIndex(of: column))
        let expected = try #require(Double(row[index]))
        #expect(abs(found - expected) < 1e-8, "\(column) of bus \(row[0])")
      }
    }
  }
}
