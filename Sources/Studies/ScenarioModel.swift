import Microgrids
import ResultFiles
public import Scenarios
public import StudyDesigns
import StudyFiles
public import Sweeps

/// The model that studies vary and run: a base scenario.
public struct ScenarioModel: SweepModel {
  /// The base scenario.
  public let template: ScenarioTemplate
  /// What is collected of each point.
  public let collection: CollectionChoice

  /// Creates a model.
  ///
  /// - Parameters:
  ///   - template: The base scenario.
  ///   - collection: What is collected of each point. Unless it keeps time series, points record
  ///     indicators alone, which makes them small and quick.
  public init(_ template: ScenarioTemplate, collection: CollectionChoice = CollectionChoice()) {
    self.template = template
    self.collection = collection
  }

  /// Creates the model of a study.
  ///
  /// - Parameters:
  ///   - template: The base scenario.
  ///   - study: The study; the indicator of its stopping rule is always collected.
  public init(_ template: ScenarioTemplate, of study: StudyDescription) {
    var collection = study.collection
    if let rule = study.stopping, let indicators = collection.indicators,
      !indicators.contains(rule.indicator)
    {
      collection.indicators = indicators + [rule.indicator]
    }
    self.init(template, collection: collection)
  }

  public var version: String { Microgrid.version }

  public var cacheKey: String? {
    (try? identity(of: [])).map { template.sourceText + "\0" + $0 }
  }

  public func identity(of assignments: [Assignment]) throws -> String {
    try template.identity(setting: detailed(assignments))
  }

  public func check(_ assignments: [Assignment]) throws {
    _ = try template.scenario(setting: detailed(assignments))
  }

  public func run(
    _ assignments: [Assignment], pointID: String, scratch: String,
    shouldStop: @escaping @Sendable () -> Bool
  ) throws -> PointOutcome {
    let scenario = try template.scenario(setting: detailed(assignments))
    let report: RunReport
    do {
      report = try Microgrid(scenario).simulate(
        to: collection.keepsSeries ? .file(scratch) : .memory,
        options: WriterOptions(threads: 1, overwrites: true),
        observer: RunObserver(shouldStop: shouldStop))
    } catch RunError.stopped {
      throw SweepStop()
    } catch let error as ResultFileError where Self.isOfTheDisk(error) {
      throw SweepStorageFailure(error.description)
    }
    let record = try record(of: report, seed: scenario.seed, pointID: pointID)
    if let image = report.image { return PointOutcome(record: record, file: .bytes(image)) }
    return PointOutcome(record: record, file: .written(path: scratch))
  }

  /// The values of a point, behind how much it records.
  private func detailed(_ assignments: [Assignment]) -> [Assignment] {
    let detail = collection.keepsSeries ? "full" : "indicators"
    return [Assignment(path: "recording.detail", value: detail)] + assignments
  }

  /// Whether the next point would fail in the same way.
  private static func isOfTheDisk(_ error: ResultFileError) -> Bool {
    switch error {
    case .notWritten: true
    case .library(_, let error):
      ["No space left", "quota exceeded", "Read-only file system"].contains {
        "\(error)".contains($0)
      }
    case .unusablePath, .unusableSchema, .notReadable: false
    }
  }

  /// What is collected of a run.
  private func record(
    of report: RunReport, seed: UInt64, pointID: String
  ) throws(SweepError) -> PointRecord {
    let summary = report.summary
    let all = summary.indicators + (summary.governance ?? [])
    let names = all.map(\.name)
    for name in collection.indicators ?? [] {
      if let error = SweepError.misspelt(name, in: "collect.indicators", among: names) {
        throw error
      }
    }
    var seen: Set<String> = []
    let indicators = all.filter {
      (collection.indicators?.contains($0.name) ?? true) && seen.insert($0.name).inserted
    }
    var tables: [AxisTable] = []
    for table in report.tables {
      let columns = try chosenColumns(of: table)
      guard !columns.isEmpty else { continue }
      tables.append(AxisTable(axis: table.axis, labels: table.labels, columns: columns))
    }
    return PointRecord(
      pointID: pointID, runID: summary.runID, version: version, seed: seed,
      currency: summary.currency,
      indicators: indicators.map {
        IndicatorRecord($0.name, $0.value, units: $0.units, longName: $0.longName)
      }, tables: tables)
  }

  private func chosenColumns(of table: RunTable) throws(SweepError) -> [AxisColumn] {
    let columns: [RunColumn]
    switch table.axis {
    case "member":
      let names = table.columns.map(\.name)
      for name in collection.byMember ?? [] {
        if let error = SweepError.misspelt(name, in: "collect.byMember", among: names) {
          throw error
        }
      }
      columns = table.columns.filter { collection.byMember?.contains($0.name) ?? true }
    case "account": columns = collection.byAccount ? table.columns : []
    default: columns = []
    }
    return columns.map { AxisColumn($0.name, $0.values, units: $0.units, longName: $0.longName) }
  }
}
