/// A load shape: the factors of a load over time.
struct LoadShapeElement: ScriptElement {
  static let kind = "loadshape"
  static let properties = [
    "npts", "interval", "mult", "hour", "mean", "stddev", "csvfile", "sngfile", "dblfile",
    "action", "qmult", "useactual", "pmax", "qmax", "sinterval", "minterval", "pbase", "qbase",
    "pmult", "pqcsvfile", "memorymapping", "interpolation", "like",
  ]
  static let harmless: Set<String> = [
    "mean", "stddev", "pmax", "qmax", "memorymapping", "interpolation", "pbase", "qbase",
  ]
  /// The shape with the name `default`, which need not be defined: a day of a feeder.
  static let ordinaryDay = [
    0.677, 0.6256, 0.6087, 0.5833, 0.58028, 0.6025, 0.657, 0.7477, 0.832, 0.88, 0.94, 0.989, 0.985,
    0.98, 0.9898, 0.999, 1, 0.958, 0.936, 0.913, 0.876, 0.876, 0.828, 0.756,
  ]
  /// The most values of a shape.
  static let valueLimit = 50_000_000

  var header: ScriptHeader
  private var count: Int?
  private var intervalSeconds = 3600.0
  private var active: [Double] = []
  private var reactive: [Double]?
  private var isActual = false
  private var intervalPlace: ScriptPlace?

  init(header: ScriptHeader) { self.header = header }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    switch property {
    case "npts": count = try value.integer(0...Self.valueLimit)
    case "interval": intervalSeconds = try value.number(.positive) * 3600
    case "minterval": intervalSeconds = try value.number(.positive) * 60
    case "sinterval": intervalSeconds = try value.number(.positive)
    case "mult", "pmult": active = try Self.values(value, circuit)
    case "qmult": reactive = try Self.values(value, circuit)
    case "csvfile":
      active = try Self.table(value, circuit).map { $0.last ?? 0 }
    case "pqcsvfile":
      let rows = try Self.table(value, circuit)
      active = rows.map { $0.first ?? 0 }
      reactive = rows.map { $0.count > 1 ? $0[1] : 0 }
    case "useactual": isActual = try value.flag()
    default: throw value.unsupported
    }
  }

  /// The shape, or `nil` if it has no values.
  var shape: ImportedNetwork.LoadShape? {
    let length = min(count ?? active.count, active.count)
    guard length > 0 else { return nil }
    return ImportedNetwork.LoadShape(
      values: Array(active.prefix(length)),
      reactiveValues: reactive.map { Array($0.prefix(length)) },
      intervalSeconds: intervalSeconds, isActual: isActual)
  }

  /// The values of a list, or of the file that it names: `(file=name column=2 header=yes)`.
  private static func values(
    _ value: ScriptValue, _ circuit: ScriptCircuit
  ) throws(ScriptFault) -> [Double] {
    var tokens = ScriptTokenizer(value: value)
    guard let first = try tokens.next(), let name = first.name?.name else {
      return try value.numbers()
    }
    guard name == "file" || name == "csvfile" else { throw value.unsupported }
    var column = 1
    var skipsHeader = false
    while let option = try tokens.next() {
      switch option.name?.name {
      case "column", "col": column = try option.value.integer(1...10_000)
      case "header": skipsHeader = try option.value.flag()
      default: throw option.value.unsupported
      }
    }
    let rows = try table(first.value, circuit, skipping: skipsHeader ? 1 : 0)
    var values: [Double] = []
    values.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      guard column <= row.count else {
        throw first.value.fault("has no column \(column) in row \(index + 1).")
      }
      values.append(row[column - 1])
    }
    return values
  }

  private static func table(
    _ value: ScriptValue, _ circuit: ScriptCircuit, skipping skipped: Int = 0
  ) throws(ScriptFault) -> [[Double]] {
    guard let fetch = circuit.fetchTable else { throw value.unsupported }
    let bytes = try fetch(value)
    var rows: [[Double]] = []
    for (index, line) in bytes.split(whereSeparator: { $0 == 10 || $0 == 13 }).enumerated()
    where index >= skipped {
      var row: [Double] = []
      for cell in line.split(whereSeparator: { isScriptSpace($0) || $0 == UInt8(ascii: ",") }) {
        let text = String(decoding: cell, as: UTF8.self)
        guard let number = plainNumber(text) else {
          throw value.fault(
            "names a file with \(shortened(text)) instead of a number in line \(index + 1).")
        }
        row.append(number)
      }
      if !row.isEmpty { rows.append(row) }
    }
    return rows
  }
}
