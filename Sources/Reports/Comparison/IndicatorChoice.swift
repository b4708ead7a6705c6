import JSONReading
import Spelling
public import StudyFiles

/// Which indicators are compared.
public enum IndicatorChoice {
  /// The indicators that are compared when none is asked for, as far as there are any: what is paid,
  /// what is exchanged with the grid, how much is used at home, and what the network bears.
  public static let usual = [
    "total_bills", "grid_import", "grid_export", "local_trade", "self_consumption",
    "self_sufficiency", "peak_import", "peak_export", "peak_load", "load_coincidence",
    "network_loss", "storage_loss", "minimum_voltage", "maximum_voltage", "voltage_violation_time",
    "maximum_loading", "reverse_flow_time", "curtailed_energy", "unsolved_time",
  ]

  /// The columns of the indicators that are asked for; without names the usual ones, and all where
  /// none of these is there.
  ///
  /// - Parameters:
  ///   - names: The names that are asked for, or `all`.
  ///   - columns: What there is.
  /// - Throws: ``ComparisonError`` when there is no such indicator.
  public static func columns(
    _ names: [String], among columns: [AxisColumn]
  ) throws(ComparisonError) -> [AxisColumn] {
    guard !columns.isEmpty else { throw ComparisonError("there are no indicators to compare.") }
    if names == ["all"] { return columns }
    if names.isEmpty {
      let found = usual.compactMap { name in columns.first { $0.name == name } }
      return found.isEmpty ? columns : found
    }
    var found: [AxisColumn] = []
    for name in names {
      let column = try self.column(name, among: columns, option: "--indicator")
      if !found.contains(where: { $0.name == name }) { found.append(column) }
    }
    return found
  }

  /// The column of one indicator.
  static func column(
    _ name: String, among columns: [AxisColumn], option: String
  ) throws(ComparisonError) -> AxisColumn {
    guard let column = columns.first(where: { $0.name == name }) else {
      throw ComparisonError(
        "\(option): there is no indicator '\(name)'. "
          + advice(for: name, among: columns.map(\.name)))
    }
    return column
  }
}
