public import ProfileFiles
import Profiles
public import Quantities
public import Tariffs

/// Series of prices in files of separated values or HDF5.
public enum PriceSeriesFile {
  /// Reads a column of prices, in the currency for each kilowatt-hour.
  ///
  /// The first column holds the stamps of the beginnings of the intervals, as civil times of a zone or
  /// with their offset from UTC.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - path: The path of the file, for messages.
  ///   - column: The name of the column.
  ///   - zone: The zone of stamps that do not say it.
  public static func read(
    _ bytes: [UInt8], path: String, column: String, zone: CivilTimeZone
  ) throws(ProfileFileError) -> PriceSeries {
    var description = ProfileFileDescription(zone: zone)
    let names = try ProfileFile.columnNames(of: bytes, named: path, description: description)
    if !names.contains("time"), let first = names.first { description.timeColumn = first }
    let table = try ProfileFile.read(
      bytes, named: path, columns: [column], description: description)
    return PriceSeries(
      start: table.grid.start, intervalNanoseconds: table.grid.stepNanoseconds,
      prices: (table.columns.first ?? []).map(UnitPrice.init(rounding:)))
  }
}
