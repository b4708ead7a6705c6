/// Where the conductors of a line hang, and which they are.
struct LineGeometryElement: ScriptElement {
  static let kind = "linegeometry"
  static let properties = [
    "nconds", "nphases", "cond", "wire", "x", "h", "units", "normamps", "emergamps", "reduce",
    "spacing", "wires", "cncable", "tscable", "cncables", "tscables", "seasons", "ratings",
    "linetype", "like",
  ]
  static let harmless: Set<String> = ["emergamps", "seasons", "ratings", "linetype"]

  var header: ScriptHeader
  var phases = 3
  var isReduced = false
  var ratedCurrent = 0.0
  private var positions = [Position](repeating: Position(), count: 3)
  private var active = 0
  private var unit = LengthUnit.metres(0.3048)

  private struct Position {
    var wire: WireElement?
    var x = 0.0
    var h = 32.0
    var unit = LengthUnit.metres(0.3048)
  }

  init(header: ScriptHeader) { self.header = header }

  /// Makes the geometry of a line that names a spacing and wires.
  init(header: ScriptHeader, spacing: LineSpacingElement, wires: [WireElement]) {
    self.header = header
    phases = spacing.phases
    isReduced = true
    positions = wires.enumerated().map { index, wire in
      Position(wire: wire, x: spacing.x[index], h: spacing.h[index], unit: spacing.unit)
    }
    ratedCurrent = wires.first?.ratedCurrent ?? 0
  }

  /// The number of conductors that a line of this geometry has.
  var reducedCount: Int { isReduced ? min(phases, positions.count) : positions.count }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    switch property {
    case "nconds":
      positions = Array(repeating: Position(), count: try value.integer(1...30))
      active = 0
    case "nphases": phases = try value.integer(1...30)
    case "cond":
      active = try value.integer(1...positions.count) - 1
      positions[active].unit = unit
    case "wire":
      let wire = try circuit.wires.named(value)
      positions[active].wire = wire
      if active == 0 { ratedCurrent = wire.ratedCurrent }
    case "x": positions[active].x = try value.number()
    case "h": positions[active].h = try value.number()
    case "units":
      unit = try LengthUnit(value)
      positions[active].unit = unit
    case "normamps": ratedCurrent = try value.number(.notNegative)
    case "reduce": isReduced = try value.flag()
    case "spacing":
      let spacing = try circuit.lineSpacings.named(value)
      guard spacing.x.count == positions.count, spacing.h.count == positions.count else {
        throw value.fault("does not have \(counted(positions.count, "position")).")
      }
      for index in positions.indices {
        positions[index].x = spacing.x[index]
        positions[index].h = spacing.h[index]
        positions[index].unit = spacing.unit
      }
    case "wires":
      for (index, name) in try value.list().enumerated() {
        guard index < positions.count else {
          throw name.fault("has more than \(counted(positions.count, "wire")).")
        }
        positions[index].wire = try circuit.wires.named(name)
      }
    default: throw value.unsupported
    }
  }

  /// The conductors with their places, in metres.
  func conductors() throws(ScriptFault) -> [LineConstants.Conductor] {
    var conductors: [LineConstants.Conductor] = []
    for (index, position) in positions.enumerated() {
      guard let wire = position.wire else {
        throw fault("\(title) needs a wire for its conductor \(index + 1).")
      }
      guard let data = wire.conductor else {
        throw wire.fault("\(wire.title) needs a resistance and a radius.")
      }
      let metres = position.unit.metres ?? 1
      guard position.h > 0 else {
        throw fault("\(title) needs a height above zero for its conductor \(index + 1).")
      }
      conductors.append(
        LineConstants.Conductor(wire: data, x: position.x * metres, height: position.h * metres))
    }
    return conductors
  }
}

/// Where the conductors of a line hang.
struct LineSpacingElement: ScriptElement {
  static let kind = "linespacing"
  static let properties = ["nconds", "nphases", "x", "h", "units", "like"]
  static let harmless: Set<String> = []

  var header: ScriptHeader
  var phases = 3
  var x: [Double] = [0, 0, 0]
  var h: [Double] = [0, 0, 0]
  var unit = LengthUnit.metres(0.3048)

  init(header: ScriptHeader) { self.header = header }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    switch property {
    case "nconds":
      let count = try value.integer(1...30)
      x = Array(repeating: 0, count: count)
      h = x
    case "nphases": phases = try value.integer(1...30)
    case "x": x = try positions(value)
    case "h": h = try positions(value)
    case "units": unit = try LengthUnit(value)
    default: throw value.unsupported
    }
  }

  private func positions(_ value: ScriptValue) throws(ScriptFault) -> [Double] {
    let numbers = try value.numbers()
    guard numbers.count == x.count else {
      throw value.fault("must have \(counted(x.count, "number")), but has \(numbers.count).")
    }
    return numbers
  }
}
