import LinearPrograms
import TestSupport

/// An error by its text, so that outcomes compare.
struct TestText: Error, Equatable, ExpressibleByStringInterpolation {
  let text: String
  init(stringLiteral value: String) { text = value }
}

/// Random programs.
struct TestNumbers {
  var generator: TestGenerator

  init(seed: Int) { generator = TestGenerator(seed: seed) }

  mutating func number(_ range: ClosedRange<Double>) -> Double {
    .random(in: range, using: &generator)
  }

  mutating func integer(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }

  /// A whole number as a floating-point number.
  mutating func whole(_ range: ClosedRange<Int>) -> Double { Double(integer(range)) }

  private mutating func wildNumber() -> Double {
    switch integer(0...30) {
    case 0: .nan
    case 1: .infinity
    case 2: -.infinity
    case 3: number(-1...1) * 1e300
    case 4: number(-1...1) * 1e29
    case 5: number(-1...1) * 1e12
    case 6: number(-1...1) * 1e-12
    case 7...12: 0
    default: whole(-5...5)
    }
  }

  mutating func wildProgram() -> LinearProgram {
    var program = LinearProgram()
    let isMild = integer(0...1) == 0
    let count = integer(0...5)
    for _ in 0..<count {
      _ = program.addColumn(
        cost: isMild ? whole(-5...5) : wildNumber(), from: isMild ? whole(-9...0) : wildNumber(),
        to: integer(0...3) == 0 ? .infinity : wildNumber(),
        quadraticCost: integer(0...5) == 0 ? abs(wildNumber()) : 0,
        isInteger: integer(0...4) == 0)
    }
    for _ in 0..<integer(0...4) {
      let terms = (0..<integer(0...4)).map { _ in
        LinearProgram.Term(
          count > 0 && integer(0...60) > 0 ? integer(0...(count - 1)) : integer(-2...9),
          isMild ? whole(-3...3) : wildNumber())
      }
      program.addRow(
        from: integer(0...1) == 0 ? -.infinity : wildNumber(),
        to: integer(0...1) == 0 ? .infinity : wildNumber(), terms)
    }
    return program
  }
}
