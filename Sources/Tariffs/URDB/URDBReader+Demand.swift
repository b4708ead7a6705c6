import JSONReading

extension URDBReader {
  /// Reads the demand rates and what their least demand follows from.
  mutating func readDemand(_ rate: inout URDBRate) {
    rate.flatDemand = flatDemand()
    rate.timedDemand = timedDemand(
      "demandratestructure", weekdays: "demandweekdayschedule", weekends: "demandweekendschedule",
      unit: "demandrateunit")
    rate.coincidentDemand = timedDemand(
      "coincidentratestructure", weekdays: "coincidentrateschedule",
      weekends: "coincidentrateschedule", unit: "coincidentrateunit")
    if let value = field("demandwindow") {
      let minutes = integer(value, "demandwindow", in: 0...1440)
      rate.demandWindow = minutes == 0 ? nil : minutes
    }
    rate.reactivePrice = positivePrice("demandreactivepowercharge")
    rate.ratchet = ratchet()
  }

  private mutating func flatDemand() -> URDBFlatDemand? {
    let unit = demandUnit("flatdemandunit")
    guard let value = field("flatdemandstructure"), value.elements?.isEmpty != true else {
      _ = months(periods: 1)
      return nil
    }
    let structure = demandStructure(value, "flatdemandstructure", unit: unit)
    if field("flatdemandmonths") == nil {
      fault(
        value,
        "'flatdemandstructure' needs 'flatdemandmonths', which says when each period holds")
    }
    guard let months = months(periods: structure?.count), let structure else { return nil }
    return URDBFlatDemand(structure: structure, months: months, unit: unit)
  }

  private mutating func months(periods: Int?) -> [Int]? {
    guard let value = field("flatdemandmonths"),
      let elements = list(value, "flatdemandmonths", count: 12)
    else { return nil }
    let last = periods.map { max($0 - 1, 0) } ?? 255
    var months: [Int] = []
    for (month, element) in elements.enumerated() {
      months.append(integer(element, "flatdemandmonths[\(month)]", in: 0...last) ?? 0)
    }
    return months
  }

  private mutating func timedDemand(
    _ name: String, weekdays: String, weekends: String, unit unitName: String
  ) -> URDBTimedDemand? {
    let unit = demandUnit(unitName)
    let schedules = weekdays == weekends ? [weekdays] : [weekdays, weekends]
    guard let value = field(name), value.elements?.isEmpty != true else {
      for schedule in schedules { _ = self.schedule(schedule, periods: 1) }
      return nil
    }
    let structure = demandStructure(value, name, unit: unit)
    let read = schedules.map { required($0, for: name, value, structure?.count) }
    guard let structure, let first = read.first, let last = read.last, !first.isEmpty,
      !last.isEmpty
    else { return nil }
    return URDBTimedDemand(structure: structure, weekdays: first, weekends: last, unit: unit)
  }

  private mutating func demandUnit(_ name: String) -> URDBDemandUnit {
    guard let value = field(name), value.string != "" else { return .kilowatt }
    return word(value, name, URDBDemandUnit.self) ?? .kilowatt
  }

  private mutating func demandStructure(
    _ value: JSONValue, _ name: String, unit: URDBDemandUnit
  ) -> [[URDBDemandTier]]? {
    structure(value, name, keys: URDBKeys.demandTier) {
      (reader, fields, path) -> URDBDemandTier in
      var tier = URDBDemandTier()
      tier.rate = reader.price(fields["rate"], path + ".rate")
      tier.adjustment = reader.price(fields["adj"], path + ".adj")
      if let value = fields["unit"],
        let own = reader.word(value, path + ".unit", URDBDemandUnit.self), own != unit
      {
        reader.fault(
          value, "'\(path)' counts \(own.rawValue), but the rate counts \(unit.rawValue)")
      }
      return tier
    } limit: { tier, limit in
      tier.limit = limit
    }
  }

  private mutating func ratchet() -> URDBRatchet {
    var ratchet = URDBRatchet()
    if let value = field("demandratchetpercentage"),
      let elements = list(value, "demandratchetpercentage", count: 12)
    {
      for (month, element) in elements.enumerated() {
        ratchet.monthlyShares.append(share(element, "demandratchetpercentage[\(month)]"))
      }
    }
    if let value = field("lookbackpercent") { ratchet.share = share(value, "lookbackpercent") }
    if let value = field("lookbackrange") {
      ratchet.range = integer(value, "lookbackrange", in: 0...120)
    }
    if let value = field("lookbackmonths"),
      let elements = list(value, "lookbackmonths", count: 12)
    {
      for (month, element) in elements.enumerated() {
        let path = "lookbackmonths[\(month)]"
        let isLookedAt =
          element.kind == .number
          ? integer(element, path, in: 0...1) == 1
          : element.bool ?? mismatch(element, path, "true or false, 1 or 0") ?? false
        ratchet.months.append(isLookedAt)
      }
    }
    return ratchet
  }
}
