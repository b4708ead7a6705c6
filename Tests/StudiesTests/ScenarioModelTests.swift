import Scenarios
import Studies
import StudyDesigns
import StudyFiles
import Sweeps
import Synchronization
import TestSupport
import Testing

struct ScenarioModelTests {
  static let yaml = """
    schemaVersion: 1
    title: Two houses for a day
    seed: 7
    currency: EUR
    time: {zone: UTC, start: 2026-06-01, duration: 1 d, interval: 1 h}
    profiles:
      - {name: day, file: day.csv, start: 2026-06-01, step: 1 h}
    tariffs:
      - name: flat
        kind: flat
        components: [{name: energy, price: 0.30 EUR/kWh}]
        exportPrice: 0.08 EUR/kWh
    market: {kind: none}
    members:
      - {name: sun, photovoltaic: {profile: day/sun, power: 4 kW}, tariff: flat}
      - {name: house, load: {profile: day/load, power: 2 kW}, tariff: flat}
    """

  /// Rows of an hour: a plant that gives its power from eight to sixteen, a load of one half.
  static let profile =
    "sun,load\n" + (0..<24).map { "\((8..<16).contains($0) ? 1 : 0),0.5\n" }.joined()

  static func template(_ yaml: String = yaml) throws -> ScenarioTemplate {
    try ScenarioTemplate(path: "/s/scenario.yaml", arm: nil) { path in
      guard path == "/s/scenario.yaml" || path == "/s/day.csv" else {
        throw SweepStorageFailure("there is no file '\(path)'")
      }
      return Array((path.hasSuffix(".csv") ? profile : yaml).utf8)
    }
  }

  static func run(
    _ model: ScenarioModel, _ assignments: [(String, String)],
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws -> PointOutcome {
    let folder = try TemporaryFolder()
    return try model.run(
      assignments.map { Assignment(path: $0.0, value: $0.1) }, pointID: "p1",
      scratch: folder.file("scratch.h5"), shouldStop: shouldStop)
  }

  @Test("A point's record has the indicators of the run and the columns of members and accounts")
  func record() throws {
    let model = ScenarioModel(try Self.template())
    let record = try Self.run(model, [("seed", "9")]).record
    #expect(record.pointID == "p1")
    #expect(record.seed == 9)
    #expect(record.currency == "EUR")
    let indicators = Dictionary(
      uniqueKeysWithValues: record.indicators.map { ($0.name, $0.value) })
    // What the two exchange in the eight hours of sun does not reach the grid.
    #expect(indicators["grid_import"] == 16)
    #expect(indicators["grid_export"] == 24)
    // 24 kWh at 0.30 for the house, 32 kWh at 0.08 for the plant.
    #expect(abs((indicators["total_bills"] ?? 0) - (7.2 - 2.56)) < 1e-9)
    let members = try #require(record.tables.first { $0.axis == "member" })
    #expect(members.labels == ["sun", "house"])
    let bills = try #require(members.columns.first { $0.name == "bill" })
    #expect(zip(bills.values, [-2.56, 7.2]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(record.tables.contains { $0.axis == "account" })
  }

  @Test("Values that are set change the run, and a local market is one of them")
  func settings() throws {
    let model = ScenarioModel(try Self.template())
    let record = try Self.run(
      model, [("market.kind", "mid-market-rate"), ("members.house.load.power", "1 kW")]
    ).record
    let indicators = Dictionary(
      uniqueKeysWithValues: record.indicators.map { ($0.name, $0.value) })
    // The house takes half a kilowatt in each of the eight hours of sun.
    #expect(indicators["local_trade"] == 4)
    #expect(indicators["grid_import"] == 8)
  }

  @Test("Only what is asked for is collected, with the indicator of the stopping rule")
  func collection() throws {
    let template = try Self.template()
    let choice = CollectionChoice(
      indicators: ["grid_export"], byMember: ["imported"], byAccount: false)
    let record = try Self.run(ScenarioModel(template, collection: choice), []).record
    #expect(record.indicators.map(\.name) == ["grid_export"])
    #expect(record.tables.map { $0.columns.map(\.name) } == [["imported"]])
  }

  @Test("A misspelt indicator ends the sweep instead of failing point by point")
  func misspelt() throws {
    let choice = CollectionChoice(indicators: ["grid_exports"])
    let model = ScenarioModel(try Self.template(), collection: choice)
    #expect(throws: SweepError.self) { _ = try Self.run(model, []) }
  }

  @Test("What a point depends on does not change with comments, order and writing")
  func identity() throws {
    let one = ScenarioModel(try Self.template())
    let other = ScenarioModel(
      try Self.template(
        Self.yaml.replacing("title: Two houses for a day", with: "# A comment\ntitle: Two")
          .replacing("power: 2 kW", with: "power: 2000 W")))
    #expect(try one.identity(of: []) == other.identity(of: []))
    let set = [Assignment(path: "members.sun.photovoltaic.power", value: "4.0 kW")]
    #expect(try one.identity(of: set) == one.identity(of: []))
    let changed = [Assignment(path: "members.sun.photovoltaic.power", value: "5 kW")]
    #expect(try one.identity(of: changed) != one.identity(of: []))
    let series = ScenarioModel(
      try Self.template(), collection: CollectionChoice(keepsSeries: true))
    #expect(try series.identity(of: []) != one.identity(of: []))
  }

  @Test("A value that only the members can judge fails the point with its setting and reason")
  func failure() throws {
    let model = ScenarioModel(try Self.template())
    let error = #expect(throws: ScenarioError.self) {
      _ = try Self.run(model, [("members.sun.tariff", "steep")])
    }
    #expect("\(error as Any)".contains("there is no tariff 'steep'"))
  }

  @Test("A run that is told to stop says so")
  func stops() throws {
    let model = ScenarioModel(try Self.template())
    #expect(throws: SweepStop.self) { _ = try Self.run(model, [], shouldStop: { true }) }
  }

  @Test("Points with series are files, points without are bytes, and the numbers are equal")
  func files() throws {
    let template = try Self.template()
    let small = try Self.run(ScenarioModel(template), [])
    let choice = CollectionChoice(keepsSeries: true)
    let full = try Self.run(ScenarioModel(template, collection: choice), [])
    guard case .bytes(let bytes) = small.file, case .written = full.file else {
      Issue.record("the files are of the other kind")
      return
    }
    #expect(bytes.starts(with: [0x89, 0x48, 0x44, 0x46]))
    #expect(small.record.indicators.map(\.value) == full.record.indicators.map(\.value))
  }
}
