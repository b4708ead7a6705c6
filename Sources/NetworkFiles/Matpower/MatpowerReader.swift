import ComplexModule
import JSONReading
import PowerFlow
import Quantities
import RealModule
import Spelling

/// Turns the matrices of a MATPOWER case into a network.
struct MatpowerReader {
  /// A bus that is not isolated.
  struct BusRow {
    let number: Int
    let kind: Int
    let kilovolts: Double
    /// The angle in degrees, which counts at a reference.
    let angle: Double
  }

  let program: MatpowerProgram
  let options: ImportOptions
  var report: ImportReport
  var baseMegavolts = 100.0
  private(set) var buses: [BusRow] = []
  /// The place of each bus; `nil` for an isolated one.
  private var places: [Int: Int?] = [:]
  private var labels: [String] = []

  init(_ program: MatpowerProgram, _ options: ImportOptions, _ report: ImportReport) {
    self.program = program
    self.options = options
    self.report = report
  }

  /// Reads the network; what is wrong is in ``report``.
  mutating func read() -> Network? {
    checkVersion()
    guard let power = field("baseMVA")?.number, AllowedNumbers.positive.contains(power) else {
      report.refuse(
        at: program.offset(of: "baseMVA"), "the case needs a number greater than zero in 'baseMVA'."
      )
      return nil
    }
    baseMegavolts = power
    guard let busMatrix = matrix("bus", columns: 13), let branches = matrix("branch", columns: 11),
      let generators = matrix("gen", columns: 10)
    else { return nil }
    readLabels()
    var loads: [NetworkLoad] = []
    var shunts: [Shunt] = []
    for row in 0..<busMatrix.rowCount {
      guard let bus = readBus(busMatrix, row) else { continue }
      readInjections(busMatrix, row, at: bus, &loads, &shunts)
    }
    noteDifferences(busMatrix)
    guard report.faults.isEmpty else { return nil }
    var network = Network(
      name: program.structure, frequencyHertz: options.frequencyHertz,
      buses: buses.enumerated().map { place, bus in
        Bus(
          name: "\(bus.number)", label: labels.indices.contains(place) ? labels[place] : nil,
          nominalVoltage: Voltage(kilovolts: bus.kilovolts))
      }, sources: [], shunts: shunts, loads: loads)
    readGenerators(generators, &network)
    for row in 0..<branches.rowCount { readBranch(branches, row, &network) }
    return report.faults.isEmpty ? network : nil
  }

  /// The place of the bus with a number: `nil` after a fault, `.some(nil)` for an isolated bus.
  mutating func bus(_ number: Double, in matrix: MatpowerMatrix, _ row: Int, _ title: String)
    -> Int??
  {
    guard let place = Int(exactly: number).flatMap({ places[$0] }) else {
      report.refuse(
        at: matrix.offset(ofRow: row), "\(title) refers to bus \(number), which does not exist.")
      return nil
    }
    return .some(place)
  }

  /// Checks that numbers of a row are finite, or `nil` after a fault.
  mutating func numbers(
    _ columns: [Int], of matrix: MatpowerMatrix, _ row: Int, _ title: String
  ) -> [Double]? {
    let numbers = columns.map { matrix[row, $0] }
    guard let wrong = numbers.firstIndex(where: { !AllowedNumbers.any.contains($0) }) else {
      return numbers
    }
    report.refuse(
      at: matrix.offset(ofRow: row),
      "\(title) has \(numbers[wrong]) in column \(columns[wrong] + 1), which is no number of a "
        + "network.")
    return nil
  }

  private func field(_ name: String) -> MatpowerMatrix? {
    guard case .matrix(let matrix)? = program.variables["\(program.structure).\(name)"] else {
      return nil
    }
    return matrix
  }

  private mutating func matrix(_ name: String, columns: Int) -> MatpowerMatrix? {
    guard let matrix = field(name) else {
      let known = program.variables.keys.sorted()
      report.refuse(
        at: 0,
        "the case needs the matrix '\(program.structure).\(name)'. "
          + advice(for: "\(program.structure).\(name)", among: known))
      return nil
    }
    guard matrix.elements.isEmpty || matrix.columnCount >= columns else {
      report.refuse(
        at: program.offset(of: name),
        "\(quoted(name)) must have at least \(columns) columns, not \(matrix.columnCount).")
      return nil
    }
    return matrix
  }

  private mutating func checkVersion() {
    let version = program.variables["\(program.structure).version"]
    let isSecond: Bool
    switch version {
    case .text(let text)?: isSecond = text == "2"
    case .matrix(let matrix)?: isSecond = matrix.number == 2
    default: isSecond = false
    }
    if !isSecond {
      report.refuse(
        at: program.offset(of: "version"),
        "the case needs '\(program.structure).version = '2';', the version that is supported.")
    }
    if let lines = field("dcline"), !lines.elements.isEmpty {
      report.leaveOut(
        at: program.offset(of: "dcline"), "lines of direct current are not supported.")
    }
  }

  private mutating func readLabels() {
    guard case .cells(let cells)? = program.variables["\(program.structure).bus_name"] else {
      return
    }
    for cell in cells {
      if case .text(let text) = cell { labels.append(text) }
    }
  }

  /// Reads a bus and returns its place, or `nil` if it is isolated or wrong.
  private mutating func readBus(_ matrix: MatpowerMatrix, _ row: Int) -> Int? {
    let title = "row \(row + 1) of 'bus'"
    guard let values = numbers([0, 1, 8, 9], of: matrix, row, title) else { return nil }
    guard let number = Int(exactly: values[0]), let kind = Int(exactly: values[1]),
      (1...4).contains(kind), values[3] >= 0
    else {
      report.refuse(
        at: matrix.offset(ofRow: row),
        "\(title) must have a whole number, a kind from 1 to 4 and a base voltage, not "
          + "\(values[0]), \(values[1]) and \(values[3]).")
      return nil
    }
    guard places[number] == nil else {
      report.refuse(
        at: matrix.offset(ofRow: row), "the bus number \(number) appears twice.")
      return nil
    }
    guard kind != 4 else {
      places[number] = .some(nil)
      report.note(
        at: matrix.offset(ofRow: row),
        "bus \(number) is isolated and left out with what is connected to it.")
      if labels.indices.contains(buses.count) { labels.remove(at: buses.count) }
      return nil
    }
    let place = buses.count
    places[number] = place
    buses.append(
      BusRow(
        number: number, kind: kind, kilovolts: values[3] > 0 ? values[3] : 1, angle: values[2]))
    return place
  }

  private mutating func noteDifferences(_ matrix: MatpowerMatrix) {
    let unknown = (0..<matrix.rowCount).count { matrix[$0, 9] == 0 }
    if unknown > 0 {
      report.note(
        at: program.offset(of: "bus"),
        "\(unknown) buses have no base voltage, which is taken for one kilovolt.")
    }
  }

  private mutating func readInjections(
    _ matrix: MatpowerMatrix, _ row: Int, at bus: Int, _ loads: inout [NetworkLoad],
    _ shunts: inout [Shunt]
  ) {
    let number = buses[bus].number
    guard let values = numbers([2, 3, 4, 5], of: matrix, row, "bus \(number)") else { return }
    if values[0] != 0 || values[1] != 0 {
      loads.append(
        NetworkLoad(
          name: "load\(number)", bus: bus, activePowerWatts: values[0] * 1e6,
          reactivePowerVar: values[1] * 1e6))
    }
    if values[2] != 0 || values[3] != 0 {
      // The susceptance is what a capacitor gives.
      shunts.append(
        Shunt(
          name: "shunt\(number)", bus: bus, activePowerWatts: values[2] * 1e6,
          reactivePowerVar: -values[3] * 1e6))
    }
  }
}

extension MatpowerMatrix {
  /// The byte at which a row starts, or 0 if the matrix was computed.
  func offset(ofRow row: Int) -> Int {
    rowOffsets.indices.contains(row) ? rowOffsets[row] : 0
  }
}
