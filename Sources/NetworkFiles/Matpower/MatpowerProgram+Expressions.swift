import JSONReading
import PowerFlow
import RealModule
import Spelling

extension MatpowerProgram {
  /// Reads sums and all that binds stronger.
  mutating func readExpression() throws(JSONFault) -> Value {
    guard depth < Self.depthLimit else {
      throw fault("brackets are nested more than \(Self.depthLimit) deep")
    }
    depth += 1
    defer { depth -= 1 }
    var left = try readTerm()
    while case .symbol(let symbol) = next.kind, symbol == "+" || symbol == "-" {
      // In a matrix, a sign behind a space and before a number starts the next element.
      if isInMatrix, next.hasSpaceBefore, !next.hasSpaceAfter { break }
      let place = position
      position += 1
      let right = try readTerm()
      left = try combine(left, right, at: place) { symbol == "+" ? $0 + $1 : $0 - $1 }
    }
    return left
  }

  private mutating func readTerm() throws(JSONFault) -> Value {
    var left = try readSigned()
    while case .symbol(let symbol) = next.kind, ["*", "/", ".*", "./"].contains(symbol) {
      let place = position
      position += 1
      let right = try readSigned()
      // Products of matrices are not elementwise; with a number both mean the same.
      if symbol == "*" || symbol == "/", case .matrix(let first) = left,
        case .matrix(let second) = right, second.number == nil,
        symbol == "/" || first.number == nil
      {
        throw JSONFault(
          offset: tokens[place].offset, message: "products of two matrices are not supported")
      }
      left = try combine(left, right, at: place) { symbol.hasSuffix("*") ? $0 * $1 : $0 / $1 }
    }
    return left
  }

  private mutating func readSigned() throws(JSONFault) -> Value {
    var isNegative = false
    var count = 0
    while case .symbol(let symbol) = next.kind, symbol == "+" || symbol == "-" {
      if symbol == "-" { isNegative.toggle() }
      position += 1
      count += 1
    }
    let value = try readPower()
    guard count > 0 else { return value }
    guard case .matrix(let matrix) = value else { throw fault("expected a number") }
    return .matrix(isNegative ? matrix.mapped { -$0 } : matrix)
  }

  private mutating func readPower() throws(JSONFault) -> Value {
    var value = try readPostfix()
    while case .symbol(let symbol) = next.kind, symbol == "^" || symbol == ".^" {
      let place = position
      position += 1
      var isNegative = false
      while next.kind == .symbol("-") {
        isNegative.toggle()
        position += 1
      }
      let exponent = try readPostfix()
      if symbol == "^", case .matrix(let matrix) = value, matrix.number == nil {
        throw JSONFault(
          offset: tokens[place].offset, message: "powers of matrices are not supported")
      }
      value = try combine(value, exponent, at: place) { Double.pow($0, isNegative ? -$1 : $1) }
    }
    return value
  }

  private mutating func readPostfix() throws(JSONFault) -> Value {
    var value = try readPrimary()
    while case .symbol(let symbol) = next.kind, symbol == "'" || symbol == ".'" {
      guard case .matrix(let matrix) = value else { throw unexpected("the end of the text") }
      position += 1
      value = .matrix(matrix.transposed)
    }
    return value
  }

  private mutating func readPrimary() throws(JSONFault) -> Value {
    let token = next
    switch token.kind {
    case .number(let number):
      position += 1
      return .matrix(MatpowerMatrix(number))
    case .text(let text):
      position += 1
      return .text(text)
    case .symbol("("):
      position += 1
      let wasInMatrix = isInMatrix
      isInMatrix = false
      defer { isInMatrix = wasInMatrix }
      let value = try readExpression()
      try expect(")")
      return value
    case .symbol("["): return .matrix(try readMatrix())
    case .symbol("{"): return .cells(try readCells())
    case .name(let name):
      position += 1
      return try readNamed(name, token)
    default: throw unexpected("a value")
    }
  }

  private mutating func readNamed(
    _ name: String, _ token: MatpowerToken
  ) throws(JSONFault) -> Value {
    if let value = variables[name] {
      guard case .matrix(let matrix) = value, next.kind == .symbol("("),
        !(isInMatrix && next.hasSpaceBefore)
      else { return value }
      let (rows, columns) = try readIndices(of: matrix)
      var elements: [Double] = []
      guard rows.count.multipliedReportingOverflow(by: columns.count).partialValue <= 10_000_000
      else { throw fault("there are too many elements") }
      for row in rows {
        for column in columns { elements.append(matrix[row, column]) }
      }
      return .matrix(
        MatpowerMatrix(rowCount: rows.count, columnCount: columns.count, elements: elements))
    }
    switch name {
    case "Inf", "inf": return .matrix(MatpowerMatrix(.infinity))
    case "NaN", "nan": return .matrix(MatpowerMatrix(.nan))
    case "pi": return .matrix(MatpowerMatrix(.pi))
    case "end":
      if let end = ends.last { return .matrix(MatpowerMatrix(Double(end))) }
    default: break
    }
    guard let function = matpowerFunctions[name] else {
      let known = matpowerFunctions.keys.sorted() + variables.keys.sorted()
      throw JSONFault(
        offset: token.offset,
        message: "\(shortened(name)) is not known. \(advice(for: name, among: known))")
    }
    try expect("(")
    let wasInMatrix = isInMatrix
    isInMatrix = false
    defer { isInMatrix = wasInMatrix }
    guard case .matrix(let argument) = try readExpression() else {
      throw JSONFault(offset: token.offset, message: "\(quoted(name)) takes numbers")
    }
    try expect(")")
    return .matrix(argument.mapped(function))
  }

  /// Reads rows and columns in brackets, as indices from 0.
  mutating func readIndices(
    of matrix: MatpowerMatrix
  ) throws(JSONFault) -> (rows: [Int], columns: [Int]) {
    try expect("(")
    let wasInMatrix = isInMatrix
    isInMatrix = false
    defer { isInMatrix = wasInMatrix }
    let rows = try readIndex(count: matrix.rowCount)
    try expect(",")
    let columns = try readIndex(count: matrix.columnCount)
    try expect(")")
    return (rows, columns)
  }

  private mutating func readIndex(count: Int) throws(JSONFault) -> [Int] {
    let place = next.offset
    if next.kind == .symbol(":") {
      position += 1
      return Array(0..<count)
    }
    ends.append(count)
    defer { ends.removeLast() }
    guard case .matrix(let first) = try readExpression() else { throw fault("expected indices") }
    var numbers = first.elements
    if take(":") {
      guard
        case .matrix(let last) = try readExpression(), let start = first.number,
        let end = last.number, start >= 1, end <= Double(count)
      else { throw JSONFault(offset: place, message: "the range of indices is not possible") }
      numbers = start <= end ? Array(stride(from: start, through: end, by: 1)) : []
    }
    var indices: [Int] = []
    for number in numbers {
      guard let index = Int(exactly: number), (1...max(count, 1)).contains(index), count > 0 else {
        throw JSONFault(
          offset: place, message: "the index \(number) is not from 1 to \(count)")
      }
      indices.append(index - 1)
    }
    return indices
  }

  /// Reads a matrix in brackets.
  private mutating func readMatrix() throws(JSONFault) -> MatpowerMatrix {
    position += 1
    let wasInMatrix = isInMatrix
    isInMatrix = true
    defer { isInMatrix = wasInMatrix }
    var elements: [Double] = []
    var rowOffsets: [Int] = []
    var columnCount = 0
    var rowStart = 0
    var rowOffset = next.offset
    func finishRow() throws(JSONFault) {
      let count = elements.count - rowStart
      guard count > 0 else { return }
      guard rowOffsets.isEmpty || count == columnCount else {
        throw JSONFault(
          offset: rowOffset,
          message: "this row has \(count) numbers, but the rows before have \(columnCount)")
      }
      columnCount = count
      rowOffsets.append(rowOffset)
      rowStart = elements.count
    }
    while true {
      switch next.kind {
      case .symbol("]"):
        try finishRow()
        position += 1
        return MatpowerMatrix(
          rowCount: rowOffsets.count, columnCount: columnCount, elements: elements,
          rowOffsets: rowOffsets)
      case .newLine, .symbol(";"):
        try finishRow()
        position += 1
      case .symbol(","): position += 1
      default:
        if elements.count == rowStart { rowOffset = next.offset }
        if case .name = next.kind, position + 1 < tokens.count,
          tokens[position + 1].kind == .symbol("=")
        {
          throw unexpected("']'")
        }
        if let number = takePlainNumber() {
          elements.append(number)
          continue
        }
        let place = next.offset
        guard case .matrix(let value) = try readExpression(),
          value.rowCount == 1 || value.elements.isEmpty
        else { throw JSONFault(offset: place, message: "expected a number or a row of numbers") }
        elements += value.elements
      }
    }
  }

  /// Takes a number with or without a sign that is an element of a matrix by itself.
  private mutating func takePlainNumber() -> Double? {
    let isSigned = next.kind == .symbol("-")
    let place = position + (isSigned ? 1 : 0)
    guard place + 1 < tokens.count, case .number(let number) = tokens[place].kind else {
      return nil
    }
    switch tokens[place + 1].kind {
    case .number, .newLine, .symbol(";"), .symbol(","), .symbol("]"): break
    case .symbol("-"):
      guard tokens[place + 1].hasSpaceBefore, !tokens[place + 1].hasSpaceAfter else { return nil }
    default: return nil
    }
    position = place + 1
    return isSigned ? -number : number
  }

  /// Reads a list in braces.
  private mutating func readCells() throws(JSONFault) -> [Value] {
    position += 1
    let wasInMatrix = isInMatrix
    isInMatrix = true
    defer { isInMatrix = wasInMatrix }
    var cells: [Value] = []
    while !take("}") {
      switch next.kind {
      case .newLine, .symbol(";"), .symbol(","): position += 1
      default: cells.append(try readExpression())
      }
    }
    return cells
  }

  private func combine(
    _ left: Value, _ right: Value, at place: Int, _ function: (Double, Double) -> Double
  ) throws(JSONFault) -> Value {
    guard case .matrix(let first) = left, case .matrix(let second) = right else {
      throw JSONFault(offset: tokens[place].offset, message: "arithmetic takes numbers")
    }
    guard let result = first.combined(with: second, function) else {
      throw JSONFault(
        offset: tokens[place].offset, message: "the matrices have different shapes")
    }
    return .matrix(result)
  }
}
