/// The impedances and capacitances of a line per unit of length, given for the positive and the zero
/// sequence.
struct SequenceValues {
  var r1 = 0.058
  var x1 = 0.1206
  var r0 = 0.1784
  var x0 = 0.4047
  /// In nanofarads.
  var c1 = 3.4
  var c0 = 1.6

  static let properties: Set<String> = ["r1", "x1", "r0", "x0", "c1", "c0", "b1", "b0"]

  mutating func set(
    _ property: String, to value: ScriptValue, frequency: Double
  ) throws(ScriptFault) {
    let number = try value.number()
    // Microsiemens at the base frequency, as nanofarads.
    let capacitance = number * 1000 / (2 * .pi * frequency)
    switch property {
    case "r1": r1 = number
    case "x1": x1 = number
    case "r0": r0 = number
    case "x0": x0 = number
    case "c1": c1 = number
    case "c0": c0 = number
    case "b1": c1 = capacitance
    default: c0 = capacitance
    }
  }

  /// The matrices between conductors.
  func matrices(phases: Int) -> LineMatrices {
    LineMatrices(
      r: Self.matrix(phases, r1, r0), x: Self.matrix(phases, x1, x0),
      c: Self.matrix(phases, c1, c0))
  }

  private static func matrix(_ phases: Int, _ positive: Double, _ zero: Double) -> [[Double]] {
    let diagonal = (2 * positive + zero) / 3
    let coupling = (zero - positive) / 3
    return (0..<phases).map { row in
      (0..<phases).map { $0 == row ? diagonal : coupling }
    }
  }
}

/// The impedances in ohms and capacitances in nanofarads of a line per unit of length.
struct LineMatrices {
  var r: [[Double]]
  var x: [[Double]]
  var c: [[Double]]

  static let properties: Set<String> = ["rmatrix", "xmatrix", "cmatrix"]

  var order: Int { r.count }

  mutating func set(_ property: String, to value: ScriptValue) throws(ScriptFault) {
    let matrix = try value.symmetricMatrix(order: order)
    switch property {
    case "rmatrix": r = matrix
    case "xmatrix": x = matrix
    default: c = matrix
    }
  }
}
