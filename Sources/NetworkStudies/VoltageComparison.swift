import ComplexModule
import JSONReading
import NetworkFiles
import RealModule

/// Compares voltages as complex numbers, alone and between the conductors of each bus.
struct VoltageComparison {
  private(set) var toNeutral: ReferenceComparison.Deviation
  private(set) var betweenConductors: ReferenceComparison.Deviation

  /// The number of voltages that were compared.
  var count: Int { toNeutral.count }

  private struct Pair {
    let name: String
    let found: Complex<Double>
    let expected: Complex<Double>
  }

  init(_ report: SolutionReport, _ tableName: String, _ solution: JSONValue) {
    var expected: [String: Complex<Double>] = [:]
    for row in solution.member(tableName)?.elements ?? [] {
      guard let name = Self.name(of: row), let magnitude = row.member("vm_pu")?.number,
        let degrees = row.member("va_deg")?.number
      else { continue }
      expected[name] = Complex(length: magnitude, phase: degrees * .pi / 180)
    }
    var neutral = WorstDeviation("\(tableName).voltage")
    var conductors = WorstDeviation("\(tableName).line_to_line_voltage")
    var pairs: [String: [Pair]] = [:]
    if let table = report.tables.first(where: { $0.name == tableName }),
      let magnitudes = table.column("vm_pu"), let angles = table.column("va_deg")
    {
      for row in 0..<table.rowCount {
        let name = table.keys.map { $0.cells[row].csvField }.joined(separator: ".")
        guard let expected = expected[name], case .number(let magnitude) = magnitudes.cells[row],
          case .number(let degrees) = angles.cells[row]
        else { continue }
        // A magnitude that is no number must not become the angle of a point at infinity.
        let found = Complex(
          magnitude * .cos(degrees * .pi / 180), magnitude * .sin(degrees * .pi / 180))
        neutral.take(
          difference: Self.distance(found, expected), magnitude, expected.length, at: name)
        let bus = table.keys.first?.cells[row].csvField ?? ""
        for other in pairs[bus, default: []] {
          conductors.take(
            difference: Self.distance(found - other.found, expected - other.expected),
            (found - other.found).length, (expected - other.expected).length,
            at: "\(other.name)–\(name)")
        }
        pairs[bus, default: []].append(Pair(name: name, found: found, expected: expected))
      }
    }
    toNeutral = neutral.deviation
    betweenConductors = conductors.deviation
  }

  private static func name(of row: JSONValue) -> String? {
    if let name = row.member("id")?.string { return name }
    guard let bus = row.member("bus")?.string, let node = row.member("node")?.number else {
      return nil
    }
    return Int(exactly: node).map { "\(bus).\($0)" }
  }

  private static func distance(_ first: Complex<Double>, _ second: Complex<Double>) -> Double {
    let difference = first - second
    return (difference.real * difference.real + difference.imaginary * difference.imaginary)
      .squareRoot()
  }
}
