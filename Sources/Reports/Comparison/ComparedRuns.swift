public import StudyFiles

/// The result files of several runs, put together as a study: a design for all that is the same but
/// for the seed, and a repetition for each seed.
public struct ComparedRuns: Hashable, Sendable {
  /// The runs in the order in which they were given.
  public let runs: [ComparedRun]
  /// The case that each run belongs to.
  public let caseOfRun: [Int]
  /// What the cases are called: their arms, their overrides, or their files.
  public let caseNames: [String]
  /// The runs as a study with an arm for each case.
  public let table: StudyTable

  /// Whether a case was repeated with other seeds.
  public var isReplicated: Bool { caseNames.count < runs.count }

  /// Puts runs together.
  ///
  /// Runs of one title, arm, scenario text, set of input files and set of overrides are repetitions of
  /// one case, told apart by their seeds. Where two of them have the same seed as well, every file is
  /// a case of its own, since something that the files do not say differs, such as the version.
  ///
  /// - Parameter runs: At least one run.
  /// - Throws: ``ComparisonError`` when currencies differ or a file is given twice.
  public init(_ runs: [ComparedRun]) throws(ComparisonError) {
    guard let first = runs.first else { throw ComparisonError("name the files to compare.") }
    for run in runs where run.currency != first.currency {
      throw ComparisonError(
        "can't compare '\(first.path)' in \(first.currency) with '\(run.path)' in \(run.currency).")
    }
    var paths: Set<String> = []
    for run in runs where !paths.insert(run.path).inserted {
      throw ComparisonError("'\(run.path)' is given twice.")
    }
    self.runs = runs
    let cases = Self.cases(of: runs)
    caseOfRun = cases.caseOfRun
    let members = (0..<cases.count).map { index in
      zip(runs, cases.caseOfRun).filter { $0.1 == index }.map(\.0)
    }
    caseNames = Self.names(of: members)
    table = Self.table(runs, caseOfRun: caseOfRun, caseNames: caseNames)
  }

  private static func cases(of runs: [ComparedRun]) -> (caseOfRun: [Int], count: Int) {
    var places: [[String]: Int] = [:]
    var seeds: [Set<UInt64>] = []
    var caseOfRun: [Int] = []
    for run in runs {
      let place = places[run.design] ?? seeds.count
      if place == seeds.count {
        places[run.design] = place
        seeds.append([])
      }
      guard seeds[place].insert(run.seed).inserted else {
        return (Array(runs.indices), runs.count)
      }
      caseOfRun.append(place)
    }
    return (caseOfRun, seeds.count)
  }

  /// The shortest names that tell the cases apart.
  private static func names(of cases: [[ComparedRun]]) -> [String] {
    let isRepeated = cases.contains { $0.count > 1 }
    let choices: [(ComparedRun) -> String?] = [
      { $0.arm },
      { $0.overrides.isEmpty ? "as it stands" : $0.overrides.map(\.value).joined(separator: ", ") },
      { $0.overrides.isEmpty ? "as it stands" : $0.overrideText },
      { $0.title }, { $0.fileStem }, { $0.path },
    ]
    // A single file is best known by its name.
    for choice in isRepeated ? choices : Array(choices.suffix(2)) {
      let names = cases.map { $0.first.flatMap(choice) ?? "" }
      if Set(names).count == cases.count, !names.contains("") { return names }
    }
    return cases.map { $0.first?.path ?? "" }
  }
}

// MARK: As a study

extension ComparedRuns {
  private static func table(
    _ runs: [ComparedRun], caseOfRun: [Int], caseNames: [String]
  ) -> StudyTable {
    // Unlike files may come from unlike seeds; a case that is repeated pairs by seed, others are laid
    // beside one another as they are.
    let pairsBySeed = caseNames.count < runs.count
    let seeds = pairsBySeed ? Set(runs.map(\.seed)).sorted() : [runs.first?.seed ?? 0]
    let replications = Dictionary(uniqueKeysWithValues: seeds.enumerated().map { ($1, $0) })
    let rows = zip(runs, caseOfRun).map { run, place in
      StudyRow(
        pointID: run.path, arm: place, cell: 0,
        replication: pairsBySeed ? replications[run.seed] ?? 0 : 0, levels: [], numbers: [],
        state: .done)
    }
    return StudyTable(
      name: runs.first?.title ?? "", title: runs.first?.title ?? "",
      version: runs.first?.version ?? "", currency: runs.first?.currency ?? "", studyText: "",
      baseText: "", design: "table", arms: caseNames.map { StudyTableArm(name: $0) }, factors: [],
      seeds: seeds, isFactorial: false, rows: rows, indicators: indicators(of: runs),
      tables: [
        union(runs.map(\.members), axis: "member", missing: .nan),
        // Who has no account is owed nothing.
        union(runs.map(\.accounts), axis: "account", missing: 0),
      ].filter { !$0.labels.isEmpty })
  }

  private static func indicators(of runs: [ComparedRun]) -> [AxisColumn] {
    var columns: [AxisColumn] = []
    var places: [String: Int] = [:]
    for (row, run) in runs.enumerated() {
      for indicator in run.indicators {
        let place = places[indicator.name] ?? columns.count
        if place == columns.count {
          places[indicator.name] = place
          columns.append(
            AxisColumn(
              indicator.name, Array(repeating: .nan, count: runs.count), units: indicator.units,
              longName: indicator.longName))
        }
        columns[place].values[row] = indicator.value
      }
    }
    return columns
  }

  /// A label and how often it stood before: a member may have the name of a party.
  private struct Place: Hashable {
    var label: String
    var occurrence: Int

    /// The places of labels in their order.
    static func all(_ labels: [String]) -> [Place] {
      var counts: [String: Int] = [:]
      return labels.map { label in
        defer { counts[label, default: 0] += 1 }
        return Place(label: label, occurrence: counts[label, default: 0])
      }
    }
  }

  /// Tables along one axis, laid one after the other with the labels of all.
  private static func union(
    _ tables: [AxisTable], axis: String, missing: Double
  ) -> AxisTable {
    var labels: [String] = []
    var indices: [Place: Int] = [:]
    var columns: [AxisColumn] = []
    var columnIndices: [String: Int] = [:]
    for table in tables {
      for place in Place.all(table.labels) where indices[place] == nil {
        indices[place] = labels.count
        labels.append(place.label)
      }
      for column in table.columns where columnIndices[column.name] == nil {
        columnIndices[column.name] = columns.count
        columns.append(column)
      }
    }
    for index in columns.indices {
      columns[index].values = Array(repeating: missing, count: labels.count * tables.count)
    }
    for (row, table) in tables.enumerated() {
      let places = Place.all(table.labels)
      for column in table.columns {
        guard let target = columnIndices[column.name] else { continue }
        for (place, value) in zip(places, column.values) {
          guard let index = indices[place] else { continue }
          columns[target].values[row * labels.count + index] = value
        }
      }
    }
    return AxisTable(axis: axis, labels: labels, columns: columns)
  }
}
