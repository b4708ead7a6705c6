import ComplexModule
import PowerFlow
import RealModule

/// A line code: what lines have in common per unit of length.
struct LineCodeElement: ScriptElement {
  static let kind = "linecode"
  static let properties = [
    "nphases", "r1", "x1", "r0", "x0", "c1", "c0", "units", "rmatrix", "xmatrix", "cmatrix",
    "basefreq", "normamps", "emergamps", "faultrate", "pctperm", "repair", "kron", "rg", "xg",
    "rho", "neutral", "b1", "b0", "seasons", "ratings", "linetype", "like",
  ]
  static let harmless: Set<String> = [
    "emergamps", "faultrate", "pctperm", "repair", "rg", "xg", "rho", "seasons", "ratings",
    "linetype",
  ]

  var header: ScriptHeader
  var phases = 3
  var sequence = SequenceValues()
  /// Whether the sequence values were given last, not the matrices.
  var usesSequence = true
  var matrices = SequenceValues().matrices(phases: 3)
  var units = LengthUnit.none
  var ratedCurrent = 400.0
  private var neutral = 3
  private var isSequenceChanged = false

  init(header: ScriptHeader) { self.header = header }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    switch property {
    case "nphases":
      let count = try value.integer(1...20)
      if count != phases {
        phases = count
        neutral = count
        matrices = sequence.matrices(phases: count)
      }
    case "units": units = try LengthUnit(value)
    case "normamps": ratedCurrent = try value.number(.notNegative)
    case "neutral": neutral = try value.integer(1...phases)
    case "kron": if try value.flag() { try eliminateNeutral(value) }
    case let name where LineMatrices.properties.contains(name):
      try matrices.set(name, to: value)
      usesSequence = false
    default:
      try sequence.set(property, to: value, frequency: header.baseFrequency)
      usesSequence = true
      isSequenceChanged = true
    }
  }

  mutating func finishEdit(in circuit: ScriptCircuit) {
    if isSequenceChanged { matrices = sequence.matrices(phases: phases) }
    isSequenceChanged = false
  }

  /// Reduces a grounded neutral out of the matrices (Kron).
  private mutating func eliminateNeutral(_ value: ScriptValue) throws(ScriptFault) {
    finishEdit(in: ScriptCircuit())
    guard phases > 1 else { throw value.fault("needs a neutral, but there is one conductor.") }
    let kept = (0..<phases).filter { $0 != neutral - 1 }
    var impedance = ComplexMatrix(rowCount: phases, columnCount: phases)
    for row in 0..<phases {
      for column in 0..<phases {
        impedance[row, column] = Complex(matrices.r[row][column], matrices.x[row][column])
      }
    }
    guard let reduced = impedance.eliminating([neutral - 1]) else {
      throw value.fault("needs a neutral with an impedance.")
    }
    let capacitance = matrices.c
    matrices = LineMatrices(
      r: reduced.rows.map { $0.map(\.real) }, x: reduced.rows.map { $0.map(\.imaginary) },
      c: kept.map { row in kept.map { capacitance[row][$0] } })
    phases -= 1
    neutral = phases
    usesSequence = false
  }
}

extension ComplexMatrix {
  /// The rows.
  var rows: [[Complex<Double>]] {
    (0..<rowCount).map { row in (0..<columnCount).map { self[row, $0] } }
  }

  /// What is left when conductors without voltage are eliminated (Kron), or `nil` if they have no
  /// impedance.
  func eliminating(_ conductors: [Int]) -> ComplexMatrix? {
    guard !conductors.isEmpty else { return self }
    let kept = (0..<rowCount).filter { !conductors.contains($0) }
    guard let inverse = submatrix(rows: conductors, columns: conductors).inverse else { return nil }
    let reduced =
      submatrix(rows: kept, columns: kept)
      - submatrix(rows: kept, columns: conductors) * inverse
      * submatrix(rows: conductors, columns: kept)
    return reduced.isFinite ? reduced : nil
  }
}
