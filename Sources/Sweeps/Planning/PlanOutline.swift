import Crypto
import StudyDesigns

/// The rows of a plan before their ids are known.
struct PlanOutline: Sendable {
  /// Where a row stands.
  struct Place {
    var arm: Int
    var cell: Int
    var replication: Int
  }

  let description: StudyDescription
  let arms: [StudyArm]
  let cells: [DesignCell]
  /// Repetitions of each cell; with a stopping rule as many as there may be.
  let replicationCount: Int
  let rowCount: Int

  init(_ description: StudyDescription) throws(SweepError) {
    self.description = description
    arms =
      description.arms.isEmpty ? [StudyArm(name: "", assignments: [])] : description.arms
    replicationCount = description.stopping?.maximum ?? description.replications.count
    let design = ExperimentDesign(
      factors: description.factors, design: description.design, seed: description.designSeed)
    if let known = design.cellCount {
      // Before the cells take the memory that they would not fit into.
      _ = try Self.rowCount(arms.count, known, replicationCount)
    }
    do {
      cells = try design.cells()
    } catch {
      throw .contradiction("\(error)")
    }
    guard !cells.isEmpty, replicationCount > 0 else { throw .emptyDesign }
    let (seeds, tooManySeeds) = description.replications.firstSeed.addingReportingOverflow(
      UInt64(replicationCount))
    guard !tooManySeeds, seeds <= UInt64(Int64.max) else {
      throw .contradiction("the seeds of the repetitions end beyond \(Int64.max).")
    }
    rowCount = try Self.rowCount(arms.count, cells.count, replicationCount)
  }

  private static func rowCount(
    _ arms: Int, _ cells: Int, _ replications: Int
  ) throws(SweepError) -> Int {
    let (perArm, overflow) = cells.multipliedReportingOverflow(by: replications)
    let (count, overflows) = perArm.multipliedReportingOverflow(by: arms)
    guard !overflow, !overflows, count <= SweepPlan.greatestCount else {
      throw .unplannable(count: overflow || overflows ? "2⁶³ or more" : "\(count)")
    }
    return count
  }

  func place(ofRow row: Int) -> Place {
    let (armAndCell, replication) = row.quotientAndRemainder(dividingBy: replicationCount)
    let (arm, cell) = armAndCell.quotientAndRemainder(dividingBy: cells.count)
    return Place(arm: arm, cell: cell, replication: replication)
  }

  func isReference(row: Int) -> Bool { arms[place(ofRow: row).arm].isReference }

  /// What a row sets: common values, factors, arm, seed.
  func assignments(ofRow row: Int) -> [Assignment] {
    let place = place(ofRow: row)
    var all = description.common + cells[place.cell].assignments + arms[place.arm].assignments
    let seed = description.replications.firstSeed + UInt64(place.replication)
    all.append(Assignment(path: "seed", value: "\(seed)"))
    return all
  }

  /// Rows in which every listed value of every factor occurs, and every arm.
  var coveringRows: [Int] {
    var seen = Set<[Int]>()
    var rows: Set<Int> = []
    for (cell, design) in cells.enumerated() {
      for (factor, value) in design.values.enumerated() {
        guard let level = value?.level, seen.insert([factor, level]).inserted else { continue }
        rows.insert(cell * replicationCount)
      }
    }
    for arm in arms.indices { rows.insert(arm * cells.count * replicationCount) }
    return rows.sorted()
  }

  /// A row as a person names it: `arm 'p2p', pv_share = 40 %, tariff = flat, seed 3`.
  func describe(row: Int) -> String {
    let place = place(ofRow: row)
    var parts: [String] = []
    if !arms[place.arm].name.isEmpty { parts.append("arm '\(arms[place.arm].name)'") }
    for (factor, value) in zip(description.factors, cells[place.cell].values) {
      if let value { parts.append("\(factor.name) = \(value.label)") }
    }
    parts.append("seed \(description.replications.firstSeed + UInt64(place.replication))")
    return parts.joined(separator: ", ")
  }

  /// A hash of everything that the ids depend on.
  func key(version: String, modelKey: String) -> [UInt8] {
    var hash = SHA256()
    func add(_ text: String) {
      // A length in front, so that no two lists of texts read the same.
      hash.update(data: Array("\(text.utf8.count) \(text)".utf8))
    }
    func add(_ assignments: [Assignment]) {
      add("\(assignments.count)")
      for assignment in assignments {
        add(assignment.path)
        add(assignment.value)
      }
    }
    add(version)
    add(modelKey)
    add(description.common)
    add("\(description.replications.firstSeed) \(replicationCount) \(arms.count) \(cells.count)")
    for arm in arms { add(arm.assignments) }
    for cell in cells { add(cell.assignments) }
    return Array(hash.finalize())
  }
}
