import JSONReading
import NetworkFiles
public import ProfileFiles
public import Profiles
import Quantities
import Spelling

/// Powers of a network's loads and generators, one row for each load case.
///
/// A column belongs to what its name says:
///
/// - the name of a load or generator, or that with `.p_kw` behind it: its active power, in kW; without
///   a column for the reactive power, that keeps its nominal proportion to the active power;
/// - the name with `.q_kvar` behind it: its reactive power, in kvar;
/// - the name of a profile: a factor for the nominal powers of all that have this profile.
///
/// Columns of any other name are not read, and ``note`` says so. What no column speaks of keeps its nominal power. A column `time` holds stamps: instants by ISO 8601
/// in CSV, or numbers with CF units in HDF5. Else the first column may have any name; it numbers the
/// rows and is not read.
public struct LoadTable: Sendable {
  /// The number of load cases.
  public let rowCount: Int
  /// The instants of the rows, where the table has stamps.
  public let grid: ProfileGrid?
  /// A sentence about columns that name nothing in the network and are not read, or `nil`.
  public let note: String?

  private let elements: [InjectionElement]
  private let uses: [Use]
  private let columns: [[Double]]

  private static let timeColumn = "time"

  private enum Use {
    case activePower(Int, keepsProportion: Bool)
    case reactivePower(Int)
    case factor([Int])
  }

  /// Reads a table: CSV, also compressed by gzip, or HDF5 with one dataset for each column.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: The name of the file, for messages.
  ///   - elements: The loads and generators that the columns may name.
  /// - Throws: `ProfileFileError` if no column names anything in the network, if one contradicts
  ///   another, and for values that are no numbers.
  public init(
    reading bytes: [UInt8], named name: String, elements: [InjectionElement]
  ) throws(ProfileFileError) {
    var description = ProfileFileDescription(
      timeColumn: nil, start: Instant(nanoseconds: 0), step: .seconds(1))
    let names = try ProfileFile.columnNames(of: bytes, named: name, description: description)
    var columns = ColumnNames(elements, fileName: name)
    let hasStamps = names.contains(Self.timeColumn)
    for (index, column) in names.enumerated() where column != Self.timeColumn {
      try columns.add(column, isFirst: index == 0 && !hasStamps)
    }
    guard !columns.wanted.isEmpty else {
      throw ProfileFileError(
        file: name, line: 1,
        message: "no column names a load, a generator or a profile of the network. "
          + advice(for: names.last ?? "", among: elements.map(\.name)))
    }
    note = columns.note
    if hasStamps { description = ProfileFileDescription(timeColumn: Self.timeColumn) }
    let table = try ProfileFile.read(
      bytes, named: name, columns: columns.wanted, description: description)
    self.elements = elements
    self.columns = table.columns
    rowCount = table.columns.first?.count ?? 0
    grid = hasStamps ? table.grid : nil
    uses = columns.meanings.map { meaning in
      switch meaning {
      case .activePower(let element):
        .activePower(element, keepsProportion: !columns.withReactivePower.contains(element))
      case .reactivePower(let element): .reactivePower(element)
      case .factor(let elements): .factor(elements)
      }
    }
  }

  /// Fills in the powers of a load case, in W and var, in the order of the elements.
  ///
  /// - Precondition: The arrays have one element for each load and generator.
  public func fill(
    row: Int, activePowerWatts: inout [Double], reactivePowerVar: inout [Double]
  ) {
    for (index, element) in elements.enumerated() {
      activePowerWatts[index] = element.activePowerWatts
      reactivePowerVar[index] = element.reactivePowerVar
    }
    for (column, use) in uses.enumerated() {
      let value = columns[column][row]
      switch use {
      case .factor(let users):
        for user in users {
          activePowerWatts[user] = elements[user].activePowerWatts * value
          reactivePowerVar[user] = elements[user].reactivePowerVar * value
        }
      case .activePower(let user, let keepsProportion):
        let nominal = elements[user].activePowerWatts
        activePowerWatts[user] = value * 1000
        if keepsProportion, nominal != 0 {
          reactivePowerVar[user] = elements[user].reactivePowerVar * (value * 1000 / nominal)
        }
      case .reactivePower(let user):
        reactivePowerVar[user] = value * 1000
      }
    }
  }
}
