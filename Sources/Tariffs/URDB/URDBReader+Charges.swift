import JSONReading
import Quantities

extension URDBReader {
  /// Reads fixed and minimum charges and how generation is treated.
  mutating func readCharges(_ rate: inout URDBRate) {
    rate.fixedCharge = choice("fixedchargefirstmeter", "fixedmonthlycharge")
    rate.furtherMeterCharge = price(field("fixedchargeeaaddl"), "fixedchargeeaaddl")
    rate.fixedChargeUnit = span("fixedchargeunits")
    if field("fixedmonthlycharge") != nil, rate.fixedChargeUnit != .month,
      let unit = field("fixedchargeunits")
    {
      fault(unit, "'fixedmonthlycharge' is for a month, but 'fixedchargeunits' says otherwise")
    }
    rate.minimumCharge = choice("mincharge", "minmonthlycharge")
    rate.minimumChargeUnit = span("minchargeunits")
    if field("minmonthlycharge") != nil, rate.minimumChargeUnit != .month,
      let unit = field("minchargeunits")
    {
      fault(unit, "'minmonthlycharge' is for a month, but 'minchargeunits' says otherwise")
    }
    rate.annualMinimumCharge = positivePrice("annualmincharge")
    if let value = field("annualmincharge"), rate.minimumChargeUnit == .year,
      rate.minimumCharge.nanos != 0
    {
      fault(value, "'annualmincharge' and 'mincharge' both say what a year comes to at least")
    }
    if let value = field("dgrules"), value.string != "" {
      rate.generationRule = word(value, "dgrules", URDBGenerationRule.self)
    }
    rate.usesNetMetering = flag("usenetmetering")
  }

  /// A charge under its present or its former key.
  private mutating func choice(_ present: String, _ former: String) -> UnitPrice {
    let isMinimum = present == "mincharge"
    let values = [present, former].map { name in
      isMinimum ? positivePrice(name) : price(field(name), name)
    }
    if let value = field(former), field(present) != nil, values[0] != values[1] {
      fault(value, "'\(former)' and '\(present)' are the same charge, but differ")
    }
    return field(present) != nil ? values[0] : values[1]
  }

  private mutating func span(_ name: String) -> URDBChargeUnit {
    guard let value = field(name), value.string != "" else { return .month }
    return word(value, name, URDBChargeUnit.self) ?? .month
  }

  /// Reads what describes the rate.
  mutating func readDescription(_ rate: inout URDBRate) {
    rate.label = text("label")
    rate.utility = text("utility")
    rate.name = text("name")
    rate.page = text("uri")
    rate.sector = text("sector")
    rate.serviceType = text("servicetype")
    rate.description = text("description")
    rate.source = text("source")
    rate.sourceParent = text("sourceparent")
    rate.supersedes = text("supercedes")
    rate.isApproved = flag("approved")
    rate.isDefault = flag("is_default")
    if let value = field("eiaid") {
      rate.utilityNumber = integer(value, "eiaid", in: 0...Int(Int32.max))
    }
    rate.startDate = date("startdate")
    rate.endDate = date("enddate")
    if let start = rate.startDate, let end = rate.endDate, end < start,
      let value = field("enddate")
    {
      fault(value, "'enddate' lies before 'startdate'")
    }
    readApplicability(&rate.applicability)
    for name in ["energyattrs", "demandattrs", "fixedattrs"] { readAttributes(name, &rate) }
  }

  private mutating func readApplicability(_ applicability: inout URDBApplicability) {
    applicability.capacity = bounds("peakkwcapacitymin", "peakkwcapacitymax")
    applicability.capacity.history = number("peakkwcapacityhistory")
    applicability.usage = bounds("peakkwhusagemin", "peakkwhusagemax")
    applicability.usage.history = number("peakkwhusagehistory")
    applicability.voltage = bounds("voltageminimum", "voltagemaximum")
    applicability.voltageCategory = text("voltagecategory")
    applicability.phaseWiring = text("phasewiring")
    applicability.demandUnits = text("demandunits")
  }

  private mutating func bounds(
    _ minimum: String, _ maximum: String
  ) -> URDBApplicability.Bounds {
    var bounds = URDBApplicability.Bounds()
    bounds.minimum = number(minimum)
    bounds.maximum = number(maximum)
    return bounds
  }

  private mutating func readAttributes(_ name: String, _ rate: inout URDBRate) {
    guard let value = field(name) else { return }
    guard let elements = value.elements else {
      let _: Int? = mismatch(value, name, "a list of objects")
      return
    }
    for (index, element) in elements.enumerated() {
      guard let members = element.members else {
        let _: Int? = mismatch(element, "\(name)[\(index)]", "an object")
        continue
      }
      for member in members {
        rate.attributes.append(
          MetadataEntry(member.name.string ?? "", member.value.plainText))
      }
    }
  }

  /// A day in UTC from seconds since 1970.
  private mutating func date(_ name: String) -> CivilDate? {
    guard let value = field(name) else { return nil }
    if case .integer(let seconds) = value.wholeNumber {
      let days = Int(seconds.quotientAndRemainder(dividingBy: 86_400).quotient)
      let isBefore = seconds < 0 && seconds % 86_400 != 0
      if let date = CivilDate(daysSinceEpoch: isBefore ? days - 1 : days) { return date }
    }
    return mismatch(value, name, "whole seconds since 1970 within the years 1677 to 2262")
  }
}

extension JSONValue {
  /// A text without quotation marks, anything else as JSON.
  var plainText: String { string ?? String(decoding: text, as: UTF8.self) }
}
