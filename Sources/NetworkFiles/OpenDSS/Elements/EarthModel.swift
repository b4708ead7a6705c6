/// How the return of currents through the earth is calculated.
enum EarthModel: Sendable {
  /// One term of Carson's series.
  case carson
  /// Carson's series.
  case fullCarson
  /// A complex depth of the image of each conductor (Deri, Tevan, Semlyen and Castanheira, 1981,
  /// doi 10.1109/TPAS.1981.317011).
  case deri

  init(_ value: ScriptValue) throws(ScriptFault) {
    self = try value.word([("carson", .carson), ("deri", .deri), ("fullcarson", .fullCarson)])
  }
}
