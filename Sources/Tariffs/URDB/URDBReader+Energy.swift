import JSONReading
import Spelling

extension URDBReader {
  /// Reads the tiers of energy, when which holds, and the adjustments of the months.
  mutating func readEnergy(_ rate: inout URDBRate, in object: JSONValue) {
    let schedules = ["energyweekdayschedule", "energyweekendschedule"]
    if let value = field("energyratestructure") {
      let structure = energyStructure(value)
      rate.energy = structure ?? []
      let count = structure?.count
      rate.energyWeekdays = required(schedules[0], for: "energyratestructure", value, count)
      rate.energyWeekends = required(schedules[1], for: "energyratestructure", value, count)
    } else {
      for name in schedules { _ = schedule(name, periods: 1) }
    }
    if let value = field("fueladjustmentsmonthly"),
      let elements = list(value, "fueladjustmentsmonthly", count: 12)
    {
      for (month, element) in elements.enumerated() {
        rate.fuelAdjustments.append(price(element, "fueladjustmentsmonthly[\(month)]"))
      }
    }
  }

  /// A schedule that a structure cannot do without.
  mutating func required(
    _ name: String, for structure: String, _ value: JSONValue, _ periods: Int?
  ) -> [[Int]] {
    if field(name) == nil {
      fault(value, "'\(structure)' needs '\(name)', which says when each period holds")
    }
    return schedule(name, periods: periods) ?? []
  }

  /// The periods of twelve rows of 24 hours; `nil` when absent or at fault.
  ///
  /// - Parameter periods: The number of periods of the structure; `nil` when it could not be read.
  mutating func schedule(_ name: String, periods: Int?) -> [[Int]]? {
    guard let value = field(name), let months = list(value, name, count: 12) else { return nil }
    let last = periods.map { max($0 - 1, 0) } ?? 255
    var schedule: [[Int]] = []
    for (month, row) in months.enumerated() {
      let path = "\(name)[\(month)]"
      guard let hours = list(row, path, count: 24) else { continue }
      schedule.append([])
      for (hour, element) in hours.enumerated() {
        let period = integer(element, "\(path)[\(hour)]", in: 0...last)
        schedule[schedule.count - 1].append(period ?? 0)
      }
    }
    return schedule.count == 12 ? schedule : nil
  }

  private mutating func energyStructure(_ value: JSONValue) -> [[URDBEnergyTier]]? {
    structure(value, "energyratestructure", keys: URDBKeys.energyTier) {
      (reader, fields, path) -> URDBEnergyTier in
      var tier = URDBEnergyTier()
      tier.rate = reader.price(fields["rate"], path + ".rate")
      tier.adjustment = reader.price(fields["adj"], path + ".adj")
      if let sell = fields["sell"] { tier.sell = reader.price(sell, path + ".sell") }
      if let unit = fields["unit"] {
        tier.unit = reader.word(unit, path + ".unit", URDBEnergyUnit.self) ?? tier.unit
      }
      return tier
    } limit: { tier, limit in
      tier.limit = limit
    }
  }

  /// Reads a structure of periods and tiers; `nil` when it is no such thing.
  mutating func structure<Tier>(
    _ value: JSONValue, _ name: String, keys: [String],
    tier: (inout URDBReader, [String: JSONValue], String) -> Tier,
    limit: (inout Tier, BilledQuantity?) -> Void
  ) -> [[Tier]]? {
    guard let periods = value.elements, !periods.isEmpty, periods.count <= 255 else {
      return mismatch(value, name, "a list of 1 to 255 periods")
    }
    var structure: [[Tier]] = []
    for (period, entry) in periods.enumerated() {
      let path = "\(name)[\(period)]"
      guard let elements = entry.elements, !elements.isEmpty else {
        let _: Int? = mismatch(entry, path, "a list of at least one tier")
        structure.append([])
        continue
      }
      var tiers: [Tier] = []
      var lower: BilledQuantity = 0
      for (index, element) in elements.enumerated() {
        let path = "\(path)[\(index)]"
        guard let fields = tierFields(element, path, keys: keys) else { continue }
        var read = tier(&self, fields, path)
        let isLast = index == elements.count - 1
        let upper = upperEnd(fields["max"], path, element, above: lower, isLast: isLast)
        limit(&read, upper)
        lower = upper ?? lower
        tiers.append(read)
      }
      structure.append(tiers)
    }
    return structure
  }

  private mutating func tierFields(
    _ value: JSONValue, _ path: String, keys: [String]
  ) -> [String: JSONValue]? {
    guard let members = value.members else {
      return mismatch(value, path, "an object such as {\"rate\": 0.12}")
    }
    var fields: [String: JSONValue] = [:]
    for member in members {
      let name = member.name.string ?? ""
      if !keys.contains(name) {
        faults.append(
          URDBFault(
            offset: member.name.offset,
            message: "unknown key '\(shown(name))' in '\(path)'. "
              + advice(for: name, among: keys)))
      } else if fields[name] != nil {
        fault(member.name, "the key '\(name)' stands twice in '\(path)'")
      } else if member.value.kind != .null {
        fields[name] = member.value
      }
    }
    return fields
  }

  /// The upper end of a tier: above the one before, and none in the last tier alone.
  private mutating func upperEnd(
    _ value: JSONValue?, _ path: String, _ tier: JSONValue, above lower: BilledQuantity,
    isLast: Bool
  ) -> BilledQuantity? {
    guard let value else {
      if !isLast {
        fault(tier, "'\(path)' needs 'max': only the last tier of a period is open")
      }
      return nil
    }
    switch URDBDecimal(value, tens: 6) {
    case .tooLarge where isLast && value.text.first != UInt8(ascii: "-"):
      // SAM writes 1e38 where there is no end.
      return nil
    case .whole(let limit) where isLast && limit > lower:
      fault(
        value,
        "'\(path)' is the last tier of its period and must be open, but has the 'max' "
          + "\(value.found)")
      return nil
    case .whole(let limit) where limit > lower: return limit
    case .whole where lower > 0:
      fault(
        value,
        "the tiers are out of order: '\(path).max' is \(value.found), but must be greater "
          + "than the one before")
      return nil
    case .whole, .tooLarge, nil:
      return mismatch(value, path + ".max", "a number greater than 0, below 9223372036854")
    }
  }
}
