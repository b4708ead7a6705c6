/// What the run of one point came to: what a study collects of it.
public struct PointRecord: Hashable, Sendable {
  /// The id of the point.
  public var pointID: String
  /// The hash that identifies scenario, inputs, seed and version.
  public var runID: String
  /// The version of the program that ran it.
  public var version: String
  /// The seed.
  public var seed: UInt64
  /// The currency of all amounts; empty when there is none.
  public var currency: String
  /// The indicators of the whole run.
  public var indicators: [IndicatorRecord]
  /// Columns along axes, such as `member` and `account`.
  public var tables: [AxisTable]

  /// Creates a record.
  public init(
    pointID: String, runID: String, version: String, seed: UInt64, currency: String = "",
    indicators: [IndicatorRecord], tables: [AxisTable] = []
  ) {
    self.pointID = pointID
    self.runID = runID
    self.version = version
    self.seed = seed
    self.currency = currency
    self.indicators = indicators
    self.tables = tables
  }
}

/// One indicator of a run.
public struct IndicatorRecord: Hashable, Sendable {
  /// The name, such as `total_bills`.
  public var name: String
  /// The value; not a number where it is undefined.
  public var value: Double
  /// The unit; `1` for shares.
  public var units: String
  /// One line for a person.
  public var longName: String

  /// Creates an indicator.
  public init(_ name: String, _ value: Double, units: String, longName: String) {
    self.name = name
    self.value = value
    self.units = units
    self.longName = longName
  }
}

/// Columns along one axis.
public struct AxisTable: Hashable, Sendable {
  /// The name of the axis, such as `member`.
  public var axis: String
  /// The labels along it.
  public var labels: [String]
  /// The columns, each as long as ``labels``.
  public var columns: [AxisColumn]

  /// Creates a table.
  public init(axis: String, labels: [String], columns: [AxisColumn]) {
    self.axis = axis
    self.labels = labels
    self.columns = columns
  }
}

/// One column along an axis.
public struct AxisColumn: Hashable, Sendable {
  /// The name, such as `bill`.
  public var name: String
  /// The values.
  public var values: [Double]
  /// The unit.
  public var units: String
  /// One line for a person.
  public var longName: String

  /// Creates a column.
  public init(_ name: String, _ values: [Double], units: String, longName: String) {
    self.name = name
    self.values = values
    self.units = units
    self.longName = longName
  }
}
