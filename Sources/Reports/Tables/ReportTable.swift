import JSONReading

/// A table of names and numbers that is written in every ``ReportFormat``.
public struct ReportTable: Hashable, Sendable {
  /// One field.
  public enum Cell: Hashable, Sendable {
    /// A name.
    case text(String)
    /// A number, shown with so many decimals; not a number and infinity are shown as missing.
    case number(Double, decimals: Int)
    /// A probability, shown with five decimals; one that is smaller than these can tell, as such.
    case probability(Double)
    /// Nothing.
    case missing
  }

  /// The word by which data formats know the table, such as `cost_shift`.
  public var name: String
  /// One line above the table.
  public var title: String
  /// The names of the columns, with units in parentheses.
  public var header: [String]
  /// The rows, each with as many fields as the header.
  public var rows: [[Cell]]

  /// Creates a table.
  public init(name: String, title: String, header: [String], rows: [[Cell]] = []) {
    self.name = name
    self.title = title
    self.header = header
    self.rows = rows
  }
}

/// Tables about a run, with notes.
public struct TableReport: Hashable, Sendable {
  /// One line above all.
  public var heading: String
  /// The tables.
  public var tables: [ReportTable]
  /// Sentences about what the numbers mean.
  public var notes: [String]

  /// The report as text, with a line feed at the end.
  public func text(_ format: ReportFormat) -> String {
    switch format {
    case .text:
      ([heading] + tables.map(\.aligned) + [notes.joined(separator: "\n")])
        .filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    case .markdown:
      ([heading] + tables.map(\.markdown) + [notes.map { "- " + $0 }.joined(separator: "\n")])
        .filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    case .csv: tables.map(\.commaSeparated).joined(separator: "\n")
    case .latex: tables.map(\.latex).joined(separator: "\n")
    case .json: json
    }
  }

  private var json: String {
    let fields =
      ["  \"heading\": \(JSONString.quoted(heading))"]
      + tables.map { "  \(JSONString.quoted($0.name)): \($0.json)" } + [
        "  \"notes\": [\(notes.map(JSONString.quoted).joined(separator: ", "))]"
      ]
    return "{\n" + fields.joined(separator: ",\n") + "\n}\n"
  }
}
