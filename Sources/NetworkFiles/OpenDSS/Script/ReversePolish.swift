import RealModule

/// Calculations in scripts: numbers and operators in reverse Polish notation, such as `8 1000 /`.
enum ReversePolish {
  /// The result of an expression, or `nil` if what stands there is none.
  static func value(of expression: ScriptValue) throws(ScriptFault) -> Double? {
    var stack: [Double] = []
    for part in try expression.list() {
      if let number = plainNumber(part.text) {
        stack.append(number)
      } else if !apply(part.name, to: &stack) {
        return nil
      }
      guard stack.count <= 100, stack.last?.isFinite ?? true else { return nil }
    }
    return stack.count == 1 ? stack[0] : nil
  }

  /// Replaces what an operator takes by what it gives; `false` if it is unknown or takes too much.
  private static func apply(_ name: String, to stack: inout [Double]) -> Bool {
    if name == "pi" {
      stack.append(.pi)
      return true
    }
    guard let last = stack.popLast() else { return false }
    if let result = unary(name, last) {
      stack.append(result)
      return true
    }
    guard let first = stack.popLast(), let result = binary(name, first, last) else { return false }
    stack.append(result)
    return true
  }

  private static func unary(_ name: String, _ value: Double) -> Double? {
    switch name {
    case "sqr": value * value
    case "sqrt": value.squareRoot()
    case "inv": 1 / value
    case "ln": Double.log(value)
    case "exp": Double.exp(value)
    case "log10": Double.log10(value)
    case "sin": Double.sin(value * .pi / 180)
    case "cos": Double.cos(value * .pi / 180)
    case "tan": Double.tan(value * .pi / 180)
    case "asin": Double.asin(value) * 180 / .pi
    case "acos": Double.acos(value) * 180 / .pi
    case "atan": Double.atan(value) * 180 / .pi
    default: nil
    }
  }

  private static func binary(_ name: String, _ left: Double, _ right: Double) -> Double? {
    switch name {
    case "+": left + right
    case "-": left - right
    case "*": left * right
    case "/": left / right
    case "^": Double.pow(left, right)
    case "atan2": Double.atan2(y: left, x: right) * 180 / .pi
    default: nil
    }
  }
}
