import ComplexModule
import JSONReading
import NetworkFiles
import RealModule

/// How far a report is from the `solution` that a case file holds.
public struct ReferenceComparison: Hashable, Sendable {
  /// The largest deviation of one quantity.
  public struct Deviation: Hashable, Sendable {
    /// What was compared, such as `lines.p_from_kw`.
    public var quantity: String
    /// The number of values that were compared.
    public var count: Int
    /// The largest absolute difference, in the unit that the quantity's name holds.
    public var largest: Double
    /// Where it was found.
    public var element: String
    /// The value found and the value that the file holds there.
    public var found: Double
    public var expected: Double
  }

  /// The largest deviation of the complex voltages to neutral, or of the phase where a network is
  /// balanced, per unit.
  public var voltage: Deviation
  /// That of the voltages between two conductors of a bus, per unit of the nominal line-to-neutral
  /// voltage; `nil` for balanced networks.
  public var lineToLineVoltage: Deviation?
  /// The deviations of all other quantities, in the order of the report.
  public var others: [Deviation]

  /// Whether the voltages agree.
  ///
  /// With phases the voltages between conductors must keep to the bound, and those to neutral to twice
  /// of it: they hang on reactances of millionths where a delta floats.
  public func agrees(within bound: Double) -> Bool {
    guard let lineToLineVoltage else { return voltage.largest <= bound }
    return lineToLineVoltage.largest <= bound && voltage.largest <= 2 * bound
  }
}

/// Why a report cannot be compared.
public struct ReferenceError: Error, Hashable, CustomStringConvertible {
  public let description: String
}

extension ReferenceComparison {
  /// Compares a report with the field `solution` of a case file.
  ///
  /// - Throws: ``ReferenceError`` when the file holds no solution, or one without voltages of these
  ///   buses.
  public init(
    of report: SolutionReport, withSolutionIn bytes: [UInt8], named name: String
  ) throws(ReferenceError) {
    let document: JSONDocument
    do {
      document = try JSONDocument(bytes)
    } catch {
      throw ReferenceError(description: "\(name): \(error.message).")
    }
    guard let solution = document.root.member("solution"), solution.members != nil else {
      throw ReferenceError(description: "\(name) holds no 'solution' to compare with.")
    }
    let isBalanced = !report.tables.contains { $0.name == "nodes" }
    let voltages = VoltageComparison(report, isBalanced ? "buses" : "nodes", solution)
    guard voltages.count > 0 else {
      throw ReferenceError(
        description: "the 'solution' of \(name) holds no voltage of a bus of the network.")
    }
    voltage = voltages.toNeutral
    lineToLineVoltage = isBalanced ? nil : voltages.betweenConductors
    others = []
    for fact in report.facts {
      guard case .number(let found) = fact.value,
        let expected = solution.member(fact.name)?.number
      else { continue }
      var worst = WorstDeviation(fact.name)
      worst.take(found, expected, at: "network")
      others.append(worst.deviation)
    }
    for table in report.tables where table.name != "buses" && table.name != "nodes" {
      others += deviations(of: table, from: solution)
    }
  }
}

/// Finds the largest deviation of each column of a table.
private func deviations(
  of table: ReportTable, from solution: JSONValue
) -> [ReferenceComparison.Deviation] {
  var rows: [String: JSONValue] = [:]
  for element in solution.member(table.name)?.elements ?? [] {
    if let name = element.member("id")?.string { rows[name] = element }
  }
  return table.columns.compactMap { column in
    var worst = WorstDeviation("\(table.name).\(column.name)")
    for (row, cell) in column.cells.enumerated() {
      let element = table.keys.first?.cells[row].csvField ?? ""
      guard let expected = rows[element]?.member(column.name) else { continue }
      switch cell {
      case .number(let found):
        if let expected = expected.number { worst.take(found, expected, at: element) }
      case .numbers(let found):
        for (index, (found, expected)) in zip(found, expected.elements ?? []).enumerated() {
          guard let expected = expected.number else { continue }
          let isAngle = column.units == "degree"
          worst.take(
            isAngle ? expected + (found - expected).remainder(dividingBy: 360) : found, expected,
            at: "\(element), conductor \(index + 1)")
        }
      default: break
      }
    }
    return worst.deviation.count > 0 ? worst.deviation : nil
  }
}

/// Keeps the largest deviation of one quantity.
struct WorstDeviation {
  private(set) var deviation: ReferenceComparison.Deviation

  init(_ quantity: String) {
    deviation = ReferenceComparison.Deviation(
      quantity: quantity, count: 0, largest: 0, element: "", found: .nan, expected: .nan)
  }

  mutating func take(_ found: Double, _ expected: Double, at element: String) {
    take(difference: abs(found - expected), found, expected, at: element)
  }

  /// What is no number where one is expected counts as an infinite deviation.
  mutating func take(
    difference: Double, _ found: Double, _ expected: Double, at element: String
  ) {
    let difference = difference.isNaN ? .infinity : difference
    if deviation.count == 0 || difference > deviation.largest {
      deviation.largest = difference
      deviation.element = element
      deviation.found = found
      deviation.expected = expected
    }
    deviation.count += 1
  }
}
