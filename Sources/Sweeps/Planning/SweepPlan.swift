public import StudyDesigns
public import StudyFiles

/// What a study comes to before anything is run: every row of its results, and the points to run.
public struct SweepPlan: Sendable {
  /// What the study asks.
  public var description: StudyDescription
  /// The version of the model.
  public var version: String
  /// The text of the base scenario, byte for byte.
  public var baseText: String
  /// The cells of the design.
  public var cells: [DesignCell]
  /// The rows in order: arm by arm, cell by cell, repetition by repetition.
  public var rows: [StudyRow]
  /// The points that the rows are made of, each once, in the order of their first rows.
  public var points: [PlannedPoint]
  /// For each row the place of its point in ``points``.
  public var pointOfRow: [Int]
  /// The key under which ids are remembered; `nil` when they are not.
  let cacheKey: [UInt8]?

  /// The greatest number of rows that is planned at all.
  public static let greatestCount = 20_000_000

  /// Creates a plan; rows whose points are not among `points` have the place −1.
  public init(
    description: StudyDescription, version: String, baseText: String, cells: [DesignCell],
    rows: [StudyRow], points: [PlannedPoint]
  ) {
    self.description = description
    self.version = version
    self.baseText = baseText
    self.cells = cells
    self.rows = rows
    self.points = points
    let places = Dictionary(
      points.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    pointOfRow = rows.map { places[$0.pointID] ?? -1 }
    cacheKey = nil
  }

  init(
    description: StudyDescription, version: String, baseText: String, cells: [DesignCell],
    rows: [StudyRow], points: [PlannedPoint], pointOfRow: [Int], cacheKey: [UInt8]?
  ) {
    self.description = description
    self.version = version
    self.baseText = baseText
    self.cells = cells
    self.rows = rows
    self.points = points
    self.pointOfRow = pointOfRow
    self.cacheKey = cacheKey
  }
}

/// A point: one run with what it sets.
public struct PlannedPoint: Hashable, Sendable {
  /// `p` and twenty hexadecimal digits of the SHA-256 of the model's identity and version.
  public var id: String
  /// What it sets in the base scenario, in order: common values, factors, arm, seed.
  public var assignments: [Assignment]

  /// Creates a point.
  public init(id: String, assignments: [Assignment]) {
    self.id = id
    self.assignments = assignments
  }
}
