/// A unit of length in scripts.
enum LengthUnit {
  case none
  case metres(Double)

  init(_ value: ScriptValue) throws(ScriptFault) {
    switch value.name {
    case "none", "": self = .none
    case "mi", "mile", "miles": self = .metres(1609.344)
    case "kft": self = .metres(304.8)
    case "km": self = .metres(1000)
    case "m", "meter", "meters": self = .metres(1)
    case "ft", "feet", "foot": self = .metres(0.3048)
    case "in", "inch": self = .metres(0.0254)
    case "cm": self = .metres(0.01)
    case "mm": self = .metres(0.001)
    default: throw value.mustBe("mi, kft, km, m, ft, in, cm, mm or none")
    }
  }

  /// The length in metres of one of this unit, or `nil` without unit.
  var metres: Double? {
    if case .metres(let length) = self { length } else { nil }
  }

  /// How many of this unit one of another is; one if either is no unit.
  func count(inOne other: LengthUnit) -> Double {
    guard let own = metres, let other = other.metres else { return 1 }
    return other / own
  }
}
