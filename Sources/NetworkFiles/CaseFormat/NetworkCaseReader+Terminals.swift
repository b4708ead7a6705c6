import ComplexModule
import JSONReading
import PowerFlow
import RealModule

extension NetworkCaseReader {
  /// A bus and conductors of it.
  mutating func terminal(
    _ busField: String, _ nodesField: String, of record: JSONRecord
  ) -> Terminal? {
    let bus = bus(busField, of: record)
    guard let field = record.required(nodesField, &report) else { return nil }
    guard let conductors = conductors(field, 0...99), !conductors.isEmpty else {
      report.add(
        field,
        "\(quoted(nodesField)) of \(record.title) must be a list of numbers from 0 to 99.")
      return nil
    }
    let wires = conductors.filter { $0 != Terminal.ground }
    guard Set(wires).count == wires.count else {
      report.add(field, "\(quoted(nodesField)) of \(record.title) names a conductor twice.")
      return nil
    }
    guard let bus else { return nil }
    if busConductors.indices.contains(bus),
      let missing = wires.first(where: { !busConductors[bus].contains($0) })
    {
      report.add(
        field,
        "\(quoted(nodesField)) of \(record.title) names the node \(missing), which its bus "
          + "does not have.")
      return nil
    }
    return Terminal(bus: bus, conductors: conductors)
  }

  /// A list of whole numbers in a range, or `nil` if it is none.
  func conductors(_ value: JSONValue, _ range: ClosedRange<Int>) -> [Int]? {
    guard let elements = value.elements else { return nil }
    var conductors: [Int] = []
    for element in elements {
      guard let number = element.number, let conductor = Int(exactly: number),
        range.contains(conductor)
      else { return nil }
      conductors.append(conductor)
    }
    return conductors
  }

  /// A whole number in a range.
  mutating func integer(
    _ name: String, _ range: ClosedRange<Int>, of record: JSONRecord
  ) -> Int? {
    guard let field = record.required(name, &report) else { return nil }
    guard let number = field.number, let integer = Int(exactly: number), range.contains(integer)
    else {
      report.add(
        field,
        "\(quoted(name)) of \(record.title) must be a whole number from "
          + "\(range.lowerBound) to \(range.upperBound), not \(field.found).")
      return nil
    }
    return integer
  }

  /// The series impedances `r_ohm` and `x_ohm`.
  mutating func impedance(of record: JSONRecord, size: Int) -> ComplexMatrix? {
    let resistance = matrix("r_ohm", of: record, size: size)
    let reactance = matrix("x_ohm", of: record, size: size)
    guard let resistance, let reactance else { return nil }
    return resistance + Complex(0, 1) * reactance
  }

  /// A square matrix of real numbers.
  mutating func matrix(
    _ name: String, of record: JSONRecord, size: Int, tens: Int = 0
  ) -> ComplexMatrix? {
    guard let field = record.required(name, &report) else { return nil }
    return matrix(field, name, of: record, size: size, tens: tens)
  }

  /// A square matrix of real numbers that a field holds.
  mutating func matrix(
    _ field: JSONValue, _ name: String, of record: JSONRecord, size: Int, tens: Int = 0
  ) -> ComplexMatrix? {
    let expected =
      "\(quoted(name)) of \(record.title) must be a matrix of \(size) rows with \(size) numbers"
    guard let rows = field.elements, rows.count == size else {
      report.add(field, "\(expected), but it has \(field.elements?.count ?? 0) rows.")
      return nil
    }
    var matrix = ComplexMatrix(rowCount: size, columnCount: size)
    for (row, value) in rows.enumerated() {
      guard let elements = value.elements, elements.count == size else {
        report.add(
          value, "\(expected), but a row has \(value.elements?.count ?? 0) numbers.")
        return nil
      }
      for (column, element) in elements.enumerated() {
        guard let number = element.number(tens: tens), AllowedNumbers.any.contains(number) else {
          report.add(element, "\(expected), but found \(element.found).")
          return nil
        }
        matrix[row, column] = Complex(number)
      }
    }
    return matrix
  }

  /// How the phases are connected.
  mutating func connection(of record: JSONRecord) -> PhaseConnection? {
    guard let field = record.required("conn", &report) else { return nil }
    guard let connection = field.string.flatMap(PhaseConnection.init(rawValue:)) else {
      report.add(
        field, "'conn' of \(record.title) must be \"wye\" or \"delta\", not \(field.found).")
      return nil
    }
    return connection
  }
}
