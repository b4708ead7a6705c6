public import StudyDesigns
import StudyFiles

/// Makes the plan of a study: rows, points and their ids.
public struct SweepPlanner<Model: SweepModel>: Sendable {
  /// What the study asks.
  public var description: StudyDescription
  /// What is varied.
  public var model: Model
  /// The text of the base scenario, byte for byte.
  public var baseText: String
  /// The number of threads that calculate identities.
  public var threads: Int

  /// Creates a planner.
  ///
  /// - Parameters:
  ///   - description: What the study asks.
  ///   - model: What is varied.
  ///   - baseText: The text of the base scenario, byte for byte.
  ///   - threads: The number of threads that calculate identities.
  public init(description: StudyDescription, model: Model, baseText: String = "", threads: Int = 1)
  {
    self.description = description
    self.model = model
    self.baseText = baseText
    self.threads = threads
  }

  /// Makes the plan.
  ///
  /// - Parameters:
  ///   - cache: A file in which ids are remembered; `nil` to calculate them. It is not written.
  ///   - acceptsMany: Whether more runs than the limit of the study are agreed to.
  ///   - progress: Is told how many identities are calculated, and of how many.
  /// - Throws: ``SweepError`` when the design is empty or too large, when values contradict the
  ///   scenario, or when two points are one.
  public func plan(
    cache: String? = nil, acceptsMany: Bool = true, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(SweepError) -> SweepPlan {
    let outline = try PlanOutline(description)
    let limit = acceptsMany ? SweepPlan.greatestCount : description.pointLimit
    guard outline.rowCount <= limit else {
      throw .tooManyPoints(count: outline.rowCount, limit: limit)
    }
    let key = model.cacheKey.map { outline.key(version: model.version, modelKey: $0) }
    let hashes: [UInt8] =
      if let cache, let key,
        let known = PlanCache.read(cache, key: key, rowCount: outline.rowCount),
        holds(known, for: outline)
      {
        known
      } else {
        try identities(of: outline, progress: progress)
      }
    return try assemble(outline, hashes: hashes, key: key)
  }

  /// Whether remembered ids are still true of rows in which every listed value and every arm occurs.
  ///
  /// Values may name files, whose contents the key does not tell.
  private func holds(_ hashes: [UInt8], for outline: PlanOutline) -> Bool {
    let rows = outline.coveringRows
    guard rows.count <= 1000 else { return false }
    return rows.allSatisfy { row in
      guard let identity = try? model.identity(of: outline.assignments(ofRow: row)) else {
        return false
      }
      let start = row * PointID.byteCount
      return hashes[start..<start + PointID.byteCount]
        == PointID.bytes(version: model.version, identity: identity)[...]
    }
  }

  /// The ids of all rows, one behind the other.
  private func identities(
    of outline: PlanOutline, progress: (Int, Int) -> Void
  ) throws(SweepError) -> [UInt8] {
    let model = model
    let version = model.version
    let ids = IdentityTable(rowCount: outline.rowCount)
    let count = min(max(1, threads), max(1, outline.rowCount / 16))
    WorkerThreads.run(count: count, tickEvery: 200) {
      progress(ids.doneCount, outline.rowCount)
    } body: { _ in
      while let rows = ids.nextRows() {
        var bytes: [UInt8] = []
        for row in rows {
          do {
            let identity = try model.identity(of: outline.assignments(ofRow: row))
            bytes += PointID.bytes(version: version, identity: identity)
          } catch {
            ids.fail(row, message: "\(error)")
            return
          }
        }
        ids.store(bytes, of: rows)
      }
    }
    progress(ids.doneCount, outline.rowCount)
    if let (row, message) = ids.firstFailure {
      throw .contradiction("\(outline.describe(row: row)): \(message)")
    }
    return ids.bytes
  }

  private func assemble(
    _ outline: PlanOutline, hashes: [UInt8], key: [UInt8]?
  ) throws(SweepError) -> SweepPlan {
    var rows: [StudyRow] = []
    var points: [PlannedPoint] = []
    var pointOfRow: [Int] = []
    var firstRows: [Int] = []
    var places: [String: Int] = [:]
    rows.reserveCapacity(outline.rowCount)
    pointOfRow.reserveCapacity(outline.rowCount)
    places.reserveCapacity(outline.rowCount)
    let codes = outline.cells.map { cell in
      (levels: cell.values.map { $0?.level ?? -1 }, numbers: cell.values.map { $0?.number ?? .nan })
    }
    for row in 0..<outline.rowCount {
      let start = row * PointID.byteCount
      let id = PointID.text(of: hashes[start..<start + PointID.byteCount])
      let place = outline.place(ofRow: row)
      if let known = places[id] {
        try checkSharing(of: id, outline, first: firstRows[known], second: row)
        // An arm of its own explains a collision better than the reference that came first.
        if outline.isReference(row: firstRows[known]) { firstRows[known] = row }
        pointOfRow.append(known)
      } else {
        places[id] = points.count
        firstRows.append(row)
        pointOfRow.append(points.count)
        points.append(PlannedPoint(id: id, assignments: outline.assignments(ofRow: row)))
      }
      rows.append(
        StudyRow(
          pointID: points[pointOfRow[row]].id, arm: place.arm, cell: place.cell,
          replication: place.replication, levels: codes[place.cell].levels,
          numbers: codes[place.cell].numbers))
    }
    return SweepPlan(
      description: description, version: model.version, baseText: baseText, cells: outline.cells,
      rows: rows, points: points, pointOfRow: pointOfRow, cacheKey: key)
  }

  /// References may share their points with anything, and so may equal cells of drawn designs; two
  /// other rows may not share one.
  private func checkSharing(
    of id: String, _ outline: PlanOutline, first: Int, second: Int
  ) throws(SweepError) {
    guard !outline.isReference(row: first), !outline.isReference(row: second) else { return }
    let (one, other) = (outline.place(ofRow: first), outline.place(ofRow: second))
    guard one.arm == other.arm, description.design.mayRepeatCells,
      outline.cells[one.cell].assignments == outline.cells[other.cell].assignments
    else {
      throw .samePoint(
        id: id, first: outline.describe(row: first), second: outline.describe(row: second))
    }
  }
}
