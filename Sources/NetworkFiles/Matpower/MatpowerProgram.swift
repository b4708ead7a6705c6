import JSONReading
import PowerFlow

/// Runs the statements of a MATPOWER case file: assignments of matrices, and the arithmetic with which
/// many distribution cases end, such as the conversion of ohms to per unit.
struct MatpowerProgram {
  /// A value that a name stands for.
  enum Value {
    case matrix(MatpowerMatrix)
    case text(String)
    /// A list in braces, row by row.
    case cells([Value])
  }

  /// The deepest nesting of brackets that is read.
  static let depthLimit = 64

  let tokens: [MatpowerToken]
  var position = 0
  var depth = 0
  /// The sizes that `end` stands for, in the brackets around.
  var ends: [Int] = []
  /// The brackets around: whether white space separates elements.
  var isInMatrix = false
  /// What the names stand for.
  private(set) var variables: [String: Value] = [:]
  /// Where each name got its value last.
  private var offsets: [String: Int] = [:]
  /// The name of the structure that the file returns.
  private(set) var structure = "mpc"

  init(_ bytes: [UInt8]) throws(JSONFault) {
    var lexer = MatpowerLexer(bytes)
    tokens = try lexer.read()
  }

  /// Runs all statements.
  mutating func run() throws(JSONFault) {
    while true {
      while next.kind == .newLine || next.kind == .symbol(";") || next.kind == .symbol(",") {
        position += 1
      }
      switch next.kind {
      case .end: return
      case .name("function"): try readHeader()
      case .name("end"), .name("return"), .name("endfunction"): position += 1
      case .name("define_constants"):
        position += 1
        for (name, value) in MatpowerConstants.all { variables[name] = .matrix(.init(value)) }
      case .name: try assign()
      case .symbol("["): try assignConstants()
      default: throw unexpected("a statement")
      }
      try endStatement()
    }
  }

  /// The byte at which a field of the structure gets its value, or 0 if it has none.
  func offset(of field: String) -> Int { offsets["\(structure).\(field)"] ?? 0 }

  var next: MatpowerToken { tokens[min(position, tokens.count - 1)] }

  mutating func take(_ symbol: String) -> Bool {
    guard next.kind == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ symbol: String) throws(JSONFault) {
    guard take(symbol) else { throw unexpected("'\(symbol)'") }
  }

  private mutating func endStatement() throws(JSONFault) {
    switch next.kind {
    case .newLine, .end, .symbol(";"), .symbol(","): return
    default: throw unexpected("the end of the statement")
    }
  }

  /// Reads the line `function mpc = case33bw`.
  private mutating func readHeader() throws(JSONFault) {
    position += 1
    let isList = take("[")
    guard case .name(let name) = next.kind else { throw unexpected("the name of the result") }
    position += 1
    if isList {
      guard take("]") else {
        throw fault("only version 2 of the case format is supported, which returns one structure")
      }
    }
    structure = name
    try expect("=")
    guard case .name = next.kind else { throw unexpected("the name of the case") }
    position += 1
    if take("(") { try expect(")") }
  }

  /// Reads a line such as `[PQ, PV, …] = idx_bus`.
  private mutating func assignConstants() throws(JSONFault) {
    position += 1
    var names: [String] = []
    while !take("]") {
      switch next.kind {
      case .name(let name): names.append(name)
      case .symbol(","), .newLine: break
      default: throw unexpected("a name")
      }
      position += 1
    }
    try expect("=")
    guard case .name(let function) = next.kind,
      let values = MatpowerConstants.values(of: function)
    else {
      throw unexpected("one of " + MatpowerConstants.functions.joined(separator: ", "))
    }
    guard names.count <= values.count else {
      throw fault("\(quoted(function)) has \(values.count) values, not \(names.count)")
    }
    position += 1
    for (name, value) in zip(names, values) { variables[name] = .matrix(.init(value)) }
  }

  private mutating func assign() throws(JSONFault) {
    guard case .name(let name) = next.kind else { return }
    let start = next
    position += 1
    guard next.kind == .symbol("=") || next.kind == .symbol("(") else {
      throw JSONFault(
        offset: start.offset,
        message: "expected an assignment such as 'mpc.baseMVA = 100', but found "
          + "\(shortened(name)); other statements are not supported")
    }
    if next.kind == .symbol("=") {
      position += 1
      let value = try readExpression()
      variables[name] = value
      offsets[name] = start.offset
      return
    }
    guard case .matrix(var matrix)? = variables[name] else {
      throw JSONFault(offset: start.offset, message: "\(shortened(name)) has no matrix yet")
    }
    let (rows, columns) = try readIndices(of: matrix)
    try expect("=")
    let place = next.offset
    guard case .matrix(let value) = try readExpression() else {
      throw JSONFault(offset: place, message: "expected numbers")
    }
    guard
      value.number != nil
        || (value.rowCount == rows.count && value.columnCount == columns.count)
    else {
      throw JSONFault(
        offset: place,
        message: "\(value.rowCount) × \(value.columnCount) numbers do not fit into "
          + "\(rows.count) × \(columns.count)")
    }
    for (row, target) in rows.enumerated() {
      for (column, other) in columns.enumerated() {
        matrix[target, other] = value.number ?? value[row, column]
      }
    }
    variables[name] = .matrix(matrix)
  }

  func fault(_ message: String) -> JSONFault {
    JSONFault(offset: next.offset, message: message)
  }

  func unexpected(_ expected: String) -> JSONFault {
    let found =
      switch next.kind {
      case .number(let number): "the number \(number)"
      case .name(let name): shortened(name)
      case .text(let text): "the text \(shortened(text))"
      case .symbol(let symbol): "'\(symbol)'"
      case .newLine: "the end of the line"
      case .end: "the end of the file"
      }
    return fault("expected \(expected), but found \(found)")
  }
}
