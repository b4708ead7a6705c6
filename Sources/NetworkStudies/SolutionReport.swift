/// A solved network as tables, ready to be written and compared.
///
/// Names and units are those of the reference cases' `solution`: `vm_pu`, `va_deg`, `p_from_kw` and so
/// on. What has one value for each conductor is a list.
public struct SolutionReport: Hashable, Sendable {
  /// What is said of the whole network.
  public var facts: [ReportFact]
  /// One table for each kind of element.
  public var tables: [ReportTable]

  /// Creates a report.
  public init(facts: [ReportFact], tables: [ReportTable]) {
    self.facts = facts
    self.tables = tables
  }

  /// A fact by its name.
  public subscript(fact name: String) -> ReportCell? { facts.first { $0.name == name }?.value }
}

/// A value with a name and a unit.
public struct ReportFact: Hashable, Sendable {
  /// The name, which holds the unit as in `total_loss_kw`.
  public var name: String
  /// The value.
  public var value: ReportCell
  /// The unit in UDUNITS; empty where there is none.
  public var units: String

  /// Creates a fact.
  public init(_ name: String, _ value: ReportCell, units: String = "") {
    self.name = name
    self.value = value
    self.units = units
  }
}

/// The rows of one kind of element.
public struct ReportTable: Hashable, Sendable {
  /// The name, such as `lines`.
  public var name: String
  /// The columns that tell which element a row is about.
  public var keys: [ReportColumn]
  /// The columns of results.
  public var columns: [ReportColumn]

  /// Creates a table.
  public init(_ name: String, keys: [ReportColumn], columns: [ReportColumn]) {
    self.name = name
    self.keys = keys
    self.columns = columns
  }

  /// The number of rows.
  public var rowCount: Int { keys.first?.cells.count ?? 0 }

  /// A column of results by its name.
  public func column(_ name: String) -> ReportColumn? { columns.first { $0.name == name } }
}

/// One quantity of all rows of a table.
public struct ReportColumn: Hashable, Sendable {
  /// The name, which holds the unit as in `p_from_kw`.
  public var name: String
  /// The unit in UDUNITS; empty where there is none.
  public var units: String
  /// The value of each row.
  public var cells: [ReportCell]

  /// Creates a column.
  public init(_ name: String, _ cells: [ReportCell], units: String = "") {
    self.name = name
    self.cells = cells
    self.units = units
  }

  /// Creates a column of numbers.
  public init(_ name: String, _ numbers: [Double], units: String) {
    self.init(name, numbers.map(ReportCell.number), units: units)
  }
}

/// A value of a report.
public enum ReportCell: Hashable, Sendable {
  case text(String)
  case integer(Int)
  /// A number; not a number where there is no solution.
  case number(Double)
  /// One number for each conductor.
  case numbers([Double])
  case flag(Bool)
  case texts([String])
}
