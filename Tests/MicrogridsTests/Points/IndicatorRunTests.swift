import Foundation
import Microgrids
import Reports
import ResultFiles
import Scenarios
import TestSupport
import Testing

@Suite("Runs that keep indicators only")
struct IndicatorRunTests {
  static let street = Street(
    rows: (0..<192).map { Double(($0 * 37) % 191) / 200 }, days: 2, count: 4,
    load: ", reactivePower: 0.3 kvar, shift: [0 h, 30 min], variation: {coefficient: 30 %}",
    hasNetwork: true,
    devices: "    photovoltaic: {profile: file/load, power: 3 kW, share: 50 %}\n"
      + "    battery: {capacity: 4 kWh, power: 2 kW, share: 50 %}")

  static let brief = ["recording.detail=indicators"]

  /// A reader of bytes that are put on a disk first.
  static func reader(
    _ image: [UInt8]?, in folder: borrowing TemporaryFolder, as name: String = "copy.h5"
  ) throws -> ResultFileReader {
    let path = folder.file(name)
    try Data(#require(image)).write(to: URL(filePath: path))
    return try ResultFileReader(opening: path)
  }

  @Test("The bytes in memory are those of the file", arguments: [[], brief])
  func sameBytes(overrides: [String]) throws {
    let folder = try TemporaryFolder()
    let microgrid = Microgrid(try Self.street.scenario(overrides))
    let path = folder.file("run.h5")
    let file = try microgrid.simulate(to: .file(path))
    let memory = try microgrid.simulate(to: .memory)
    #expect(file.image == nil)
    #expect(memory.summary.output == "")
    #expect(file.summary.indicators == memory.summary.indicators)
    let image = try #require(memory.image)
    #expect(try Data(contentsOf: URL(filePath: path)) == Data(image))
    #expect(try microgrid.simulate(to: .memory).image == image)
  }

  @Test("Indicators are those of the run with series, and nothing else is in the file")
  func sameIndicators() throws {
    let folder = try TemporaryFolder()
    let full = try Microgrid(try Self.street.scenario()).simulate(to: .memory)
    let brief = try Microgrid(try Self.street.scenario(Self.brief)).simulate(to: .memory)
    // As texts, in which values that are not a number are equal.
    #expect("\(full.tables)" == "\(brief.tables)")
    #expect(full.summary.indicators == brief.summary.indicators)
    let whole = try Self.reader(full.image, in: folder, as: "full.h5")
    let part = try Self.reader(brief.image, in: folder)
    #expect(try part.signals().isEmpty)
    #expect(
      try part.groups() == [
        "indicators", "indicators/by_member", "indicators/by_bus", "indicators/by_branch",
        "indicators/economics", "indicators/by_account", "scenario", "scenario/inputs",
        "scenario/overrides",
      ])
    #expect(try part.variables(in: "scenario").isEmpty)
    for group in try part.groups() where group.hasPrefix("indicators") {
      for variable in try part.variables(in: group) {
        if variable.type == .text {
          #expect(try part.texts(of: variable.path) == whole.texts(of: variable.path))
        } else {
          let (left, right) = try (
            part.numbers(of: variable.path), whole.numbers(of: variable.path)
          )
          #expect(left.map(\.bitPattern) == right.map(\.bitPattern))
        }
      }
    }
    #expect(
      try part.axes().map(\.name) == ["member", "account", "bus", "branch"])
    #expect(try part.texts(of: "scenario/overrides/override_value") == ["indicators"])
    #expect(try part.texts(of: "scenario/inputs/input_sha256").allSatisfy { $0.count == 64 })
    let names = try part.attributes().map(\.name)
    #expect(names.contains("mgsim_resolved_sha256"))
    #expect(try part.status() == .complete)
    #expect(try !whole.attributes().map(\.name).contains("mgsim_resolved_sha256"))
  }

  @Test("Tables of the report are the groups of the file, put together by axis")
  func tables() throws {
    let folder = try TemporaryFolder()
    let report = try Microgrid(try Self.street.scenario(Self.brief)).simulate(to: .memory)
    let reader = try Self.reader(report.image, in: folder)
    #expect(report.tables.map(\.axis) == ["member", "account", "bus", "branch"])
    for table in report.tables {
      #expect(try reader.texts(of: table.axis) == table.labels)
      for column in table.columns {
        #expect(column.values.count == table.labels.count)
        let group =
          try reader.groups().contains("indicators/by_\(table.axis)")
          && reader.variables(in: "indicators/by_\(table.axis)").contains { $0.name == column.name }
          ? "indicators/by_\(table.axis)" : "indicators/economics"
        let values = try reader.numbers(of: group + "/" + column.name)
        #expect(values.map(\.bitPattern) == column.values.map(\.bitPattern))
      }
    }
    let accounts = try #require(report.tables.first { $0.axis == "account" })
    #expect(
      accounts.labels.prefix(3) == ["retailer", "distribution company", "government"])
    let member = try #require(report.tables.first { $0.axis == "member" })
    let peak = try #require(member.columns.first { $0.name == "peak_import" })
    #expect(peak.units == "kW")
  }

  @Test("The peak of imports is the greatest mean power of an interval")
  func peaks() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("run.h5")
    let report = try Microgrid(try Self.street.scenario()).simulate(to: .file(path))
    let imported = try ResultFileReader(opening: path).numbers(of: "member_import")
    let member = try #require(report.tables.first { $0.axis == "member" })
    let peaks = try #require(member.columns.first { $0.name == "peak_import" })
    for index in 0..<4 {
      let energies = stride(from: index, to: imported.count, by: 4).map { imported[$0] }
      #expect(abs(peaks.values[index] - 4 * (energies.max() ?? 0)) < 1e-9)
    }
  }

  @Test("What needs series says that the file holds indicators only")
  func message() throws {
    let folder = try TemporaryFolder()
    let report = try Microgrid(try Self.street.scenario(Self.brief)).simulate(to: .memory)
    let reader = try Self.reader(report.image, in: folder)
    #expect(try reader.holdsIndicatorsOnly())
    func message(_ body: () throws -> Void) -> String {
      do {
        try body()
        return ""
      } catch {
        return "\(error)"
      }
    }
    let audit = message { _ = try ResultAudit.run(reader) }
    let journal = message { _ = try JournalAudit(reader) }
    let meters = message { _ = try RunMeters(reader) }
    for text in [audit, journal, meters] {
      #expect(text.contains("it holds the indicators of a run only"))
      #expect(text.contains("recording.detail: full"))
    }
    #expect(try ResultOverview(reader).signals.isEmpty)
  }

  @Test("A place where no file can be is refused before the run")
  func refusal() throws {
    let folder = try TemporaryFolder()
    let microgrid = Microgrid(try Self.street.scenario(Self.brief))
    let path = folder.file("run.h5")
    _ = try microgrid.run(writing: path)
    #expect(throws: ResultFileError.self) { _ = try microgrid.run(writing: path) }
    #expect(throws: ResultFileError.self) {
      _ = try microgrid.run(writing: folder.file("none/run.h5"))
    }
    _ = try microgrid.run(writing: path, options: WriterOptions(overwrites: true))
  }
}
