/// Gathers what the points of a study came to into one table.
public enum StudyCollection {
  /// How a study is collected.
  public struct Options: Hashable, Sendable {
    /// The names of the indicators, in their order; `nil` for all.
    public var indicators: [String]?
    /// The columns along the axis `member`; `nil` for all.
    public var byMember: [String]?
    /// Whether the columns along the axis `account` are collected.
    public var byAccount: Bool
    /// Whether whole point files are compared with their digests; otherwise their records alone.
    public var verifies: Bool
    /// Whether points that were collected before are taken from the cache.
    public var usesCache: Bool
    /// How many threads work.
    public var width: Int

    /// Creates options.
    ///
    /// - Parameters:
    ///   - indicators: The names of the indicators; `nil` for all.
    ///   - byMember: The columns along the axis `member`; `nil` for all.
    ///   - byAccount: Whether the columns along the axis `account` are collected.
    ///   - verifies: Whether whole point files are compared with their digests.
    ///   - usesCache: Whether points that were collected before are taken from the cache.
    ///   - width: How many threads work.
    public init(
      indicators: [String]? = nil, byMember: [String]? = nil, byAccount: Bool = true,
      verifies: Bool = true, usesCache: Bool = true, width: Int = 2
    ) {
      self.indicators = indicators
      self.byMember = byMember
      self.byAccount = byAccount
      self.verifies = verifies
      self.usesCache = usesCache
      self.width = width
    }
  }

  /// What collecting came to.
  public struct Outcome: Sendable {
    /// The frame with states, errors and values.
    public var table: StudyTable
    /// What a person should know: points that differ in what they hold, columns that were left out.
    public var notes: [String]
    /// The number of points, each counted once however many rows share it.
    public var pointCount: Int
    public var doneCount: Int
    public var failedCount: Int
    /// The points that are not there or are damaged.
    public var missingCount: Int
    /// The files of points that are there but damaged, each with its reason.
    public var damaged: [String]
    /// How many point files were read; the others were in the cache.
    public var readCount: Int

    /// Whether every point is done.
    public var isComplete: Bool { doneCount == pointCount }
  }

  /// Collects a study.
  ///
  /// The result depends on the frame and the points alone, not on the order in which they were run,
  /// on the number of threads or on what was collected before.
  ///
  /// - Parameters:
  ///   - frame: The rows of the plan, with arms, factors and seeds, without values.
  ///   - store: The points.
  ///   - options: How to collect.
  /// - Throws: ``StudyFileError`` when the folder can't be read or the frame contradicts itself.
  public static func collect(
    _ frame: StudyTable, from store: PointStore, options: Options = Options()
  ) async throws(StudyFileError) -> Outcome {
    try frame.check()
    var ids: [String] = []
    var places: [String: Int] = [:]
    for row in frame.rows where places[row.pointID] == nil {
      places[row.pointID] = ids.count
      ids.append(row.pointID)
    }
    let cache = options.usesCache ? CollectionCache(folder: store.folder) : nil
    let known = cache?.entries(verified: options.verifies) ?? [:]
    let points = try await read(ids, from: store, known: known, options: options)
    if options.usesCache, points.contains(where: { $0.isRead }) {
      CollectionCache.write(points, in: store.folder)
    }
    var assembly = TableAssembly(frame: frame, options: options)
    for row in frame.rows.indices {
      guard let place = places[frame.rows[row].pointID] else { continue }
      assembly.add(points[place], toRow: row)
    }
    return Outcome(
      table: assembly.finish(), notes: assembly.notes, pointCount: ids.count,
      doneCount: points.count { $0.record != nil }, failedCount: points.count { $0.failure != nil },
      missingCount: points.count { $0.record == nil && $0.failure == nil },
      damaged: points.compactMap(\.damage), readCount: points.count { $0.isRead })
  }

  private static func read(
    _ ids: [String], from store: PointStore, known: [String: CollectedPoint], options: Options
  ) async throws(StudyFileError) -> [CollectedPoint] {
    let listing = try store.listing()
    return await slicedMap(ids, width: options.width) { slice in
      var reader = PointTrailerReader()
      return slice.map { id in
        guard listing.files.contains(id) else {
          return CollectedPoint(
            failure: listing.failures.contains(id) ? store.failure(of: id)?.error : nil)
        }
        return CollectedPoint(
          id: id, in: store, known: known[id], verifies: options.verifies, reader: &reader)
      }
    }
  }
}
