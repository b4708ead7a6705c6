import JSONReading
import Markets
import Spelling

extension OrderBookReader {
  private static let feederKeys = [
    "rootVoltage", "minimumVoltage", "maximumVoltage", "kilowattHoursPerUnit",
  ]

  /// Reads the radial feeder that the buses form.
  mutating func feeder(
    _ value: JSONValue, _ buses: [BusRow], _ indices: [String: Int32]
  ) -> RadialFeeder? {
    guard let fields = fields(of: value, "'feeder'", known: Self.feederKeys) else { return nil }
    let rootVoltage = positive("rootVoltage", of: fields) ?? 1
    let minimum = positive("minimumVoltage", of: fields)
    let maximum = positive("maximumVoltage", of: fields)
    let energy = positive("kilowattHoursPerUnit", of: fields)
    for key in ["minimumVoltage", "maximumVoltage", "kilowattHoursPerUnit"]
    where fields.optional(key) == nil {
      fault(value, "'feeder' needs '\(key)'.")
    }
    if let minimum, let maximum, minimum > maximum {
      fault(value, "'minimumVoltage' must not be above 'maximumVoltage'.")
    }
    if buses.isEmpty { fault(value, "a feeder needs at least one bus, its root.") }
    let parents = parents(of: buses, indices)
    guard faults.isEmpty, let minimum, let maximum, let energy else { return nil }
    func numbers(_ key: String, default value: Double = 0) -> [Double] {
      buses.map { $0.numbers[key] ?? value }
    }
    return RadialFeeder(
      parents: parents, resistances: numbers("r"), reactances: numbers("x"),
      branchLimits: numbers("limit", default: .infinity), rootVoltage: rootVoltage,
      minimumVoltage: minimum, maximumVoltage: maximum, activeLoads: numbers("load"),
      reactiveLoads: numbers("reactiveLoad"), kilowattHoursPerUnit: energy)
  }

  /// By the index of the bus, its parent: the root has none, and all others stand behind theirs.
  private mutating func parents(
    of buses: [BusRow], _ indices: [String: Int32]
  ) -> [Int32] {
    var parents: [Int32] = []
    for (index, bus) in buses.enumerated() {
      let name = shown(bus.name)
      if index == 0, bus.parent != nil {
        fault(bus.place, "the first bus, '\(name)', is the root of the feeder and has no 'parent'.")
      }
      guard index > 0 else {
        parents.append(-1)
        continue
      }
      for key in ["r", "x"] where bus.numbers[key] == nil {
        fault(bus.place, "the bus '\(name)' needs '\(key)' of the branch to its parent, per unit.")
      }
      guard let parentName = bus.parent else {
        fault(bus.place, "the bus '\(name)' needs 'parent', the bus on its way to the root.")
        continue
      }
      guard let parent = indices[parentName] else {
        fault(
          bus.place,
          "unknown bus '\(shown(parentName))' as the parent of '\(name)'. "
            + advice(for: parentName, among: buses.map(\.name)))
        continue
      }
      if Int(parent) >= index {
        fault(
          bus.place,
          "the bus '\(name)' must be listed behind its parent '\(shown(parentName))'.")
      }
      parents.append(parent)
    }
    return parents
  }

  /// A number above 0 that may be left out.
  private mutating func positive(_ name: String, of fields: BookFields) -> Double? {
    guard let value = fields.optional(name), let number = number(value, name) else { return nil }
    guard number > 0 else {
      fault(value, "'\(name)' must be above 0, but is \(shown(value.found)).")
      return nil
    }
    return number
  }
}
