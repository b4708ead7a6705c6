/// The data of a bare conductor.
struct WireElement: ScriptElement {
  static let kind = "wiredata"
  static let properties = [
    "rdc", "rac", "runits", "gmrac", "gmrunits", "radius", "radunits", "normamps", "emergamps",
    "diam", "seasons", "ratings", "capradius", "like",
  ]
  static let harmless: Set<String> = ["emergamps", "seasons", "ratings"]

  var header: ScriptHeader
  var ratedCurrent = -1.0
  private var directResistance: Double?
  private var alternatingResistance: Double?
  private var resistanceUnit = LengthUnit.none
  private var meanRadius: Double?
  private var meanRadiusUnit = LengthUnit.none
  private var outerRadius: Double?
  private var chargeRadius: Double?
  private var radiusUnit = LengthUnit.none

  init(header: ScriptHeader) { self.header = header }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    switch property {
    case "rdc": directResistance = try value.number(.positive)
    case "rac": alternatingResistance = try value.number(.positive)
    case "runits": resistanceUnit = try LengthUnit(value)
    case "gmrac": meanRadius = try value.number(.positive)
    case "gmrunits": meanRadiusUnit = try LengthUnit(value)
    case "radius": outerRadius = try value.number(.positive)
    case "radunits": radiusUnit = try LengthUnit(value)
    case "diam": outerRadius = try value.number(.positive) / 2
    case "capradius": chargeRadius = try value.number(.positive)
    case "normamps": ratedCurrent = try value.number()
    default: throw value.unsupported
    }
  }

  /// The conductor in metres and ohms per metre, or `nil` if something is missing.
  var conductor: LineConstants.Wire? {
    guard
      let alternating = alternatingResistance ?? directResistance.map({ $0 * 1.02 }),
      let direct = directResistance ?? alternatingResistance.map({ $0 / 1.02 })
    else { return nil }
    let radius = outerRadius.map { $0 * (radiusUnit.metres ?? 1) }
    let mean = meanRadius.map { $0 * (meanRadiusUnit.metres ?? 1) }
    guard let outer = radius ?? mean.map({ $0 / 0.7788 }) else { return nil }
    return LineConstants.Wire(
      alternatingResistance: alternating / (resistanceUnit.metres ?? 1),
      directResistance: direct / (resistanceUnit.metres ?? 1),
      meanRadius: mean ?? outer * 0.7788, radius: outer,
      chargeRadius: chargeRadius.map { $0 * (radiusUnit.metres ?? 1) } ?? outer)
  }
}
