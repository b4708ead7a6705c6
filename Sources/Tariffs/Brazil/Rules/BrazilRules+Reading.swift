import JSONReading

extension BrazilRules {
  /// Reads a file of rules with the keys of the one that comes with this package.
  ///
  /// - Throws: ``BrazilRulesError`` with the place of the first fault.
  public init(json bytes: [UInt8], named fileName: String) throws(BrazilRulesError) {
    let reader = try RulesReader(bytes, named: fileName)
    let root = try reader.fields(of: reader.document.root, ["about"] + Self.sections)
    func entries<Entry>(
      _ section: String, _ keys: [String],
      _ read: (RuleEntry) throws(BrazilRulesError) -> Entry
    ) throws(BrazilRulesError) -> [Entry] {
      try reader.entries(section, of: root, keys: keys, read)
    }
    minimumCharge = try entries("minimumCharge", ["connection", "kilowattHours"]) {
      (entry) throws(BrazilRulesError) in
      MinimumEnergy(
        connection: try entry.text("connection"), energy: try entry.energy(),
        provenance: try entry.provenance())
    }
    minimumReduction = try entries("minimumReduction", ["share"], Self.dated)
    fioBSteps = try entries("fioBSteps", ["year", "share"]) { (entry) throws(BrazilRulesError) in
      YearlyShare(
        year: try entry.year(), millionths: try entry.share(), provenance: try entry.provenance())
    }
    class3Shares = try entries("class3Shares", ["components", "share"]) {
      (entry) throws(BrazilRulesError) in
      ComponentShare(
        components: try entry.texts("components"), millionths: try entry.share(),
        provenance: try entry.provenance())
    }
    openFrom = try entries("openFrom", ["name", "year"]) { (entry) throws(BrazilRulesError) in
      NamedYear(
        name: try entry.text("name"), year: try entry.year(), provenance: try entry.provenance())
    }
    requestDates = try entries("requestDates", ["name", "lastDay"]) {
      (entry) throws(BrazilRulesError) in
      NamedDay(
        name: try entry.text("name"), lastDay: try entry.date("lastDay"),
        provenance: try entry.provenance())
    }
    legacyEnd = try entries("legacyEnd", ["lastDay"]) { (entry) throws(BrazilRulesError) in
      NamedDay(name: "", lastDay: try entry.date("lastDay"), provenance: try entry.provenance())
    }
    sizeLimits = try entries("sizeLimits", ["name", "kilowatts"]) {
      (entry) throws(BrazilRulesError) in
      NamedPower(
        name: try entry.text("name"),
        kilowatts: Double(try entry.scaled("kilowatts", tens: 3, 0...1e9)) / 1000,
        provenance: try entry.provenance())
    }
    holderShare = try entries("holderShare", ["share"], Self.dated)
    storageShare = try entries("storageShare", ["share"], Self.dated)
    creditLife = try entries("creditLife", ["cycles"]) { (entry) throws(BrazilRulesError) in
      DatedCount(count: try entry.count("cycles", 1...1200), provenance: try entry.provenance())
    }
    allocationChange = try entries("allocationChange", ["days"]) {
      (entry) throws(BrazilRulesError) in
      DatedCount(count: try entry.count("days", 0...3660), provenance: try entry.provenance())
    }
    flags = try entries("flags", ["name", "realsPerMegawattHour"]) {
      (entry) throws(BrazilRulesError) in
      TariffFlag(
        name: try entry.text("name"), price: try entry.price(), provenance: try entry.provenance())
    }
    social = try entries("social", ["name", "kilowattHours", "share", "components"]) {
      (entry) throws(BrazilRulesError) in
      SocialDiscount(
        name: try entry.text("name"), energy: try entry.energy(), millionths: try entry.share(),
        components: try entry.texts("components"), provenance: try entry.provenance())
    }
    demand = try entries("demand", ["overrunTolerance", "overrunMultiple", "windowMinutes"]) {
      (entry) throws(BrazilRulesError) in
      DemandRule(
        overrunTolerance: try entry.scaled("overrunTolerance", tens: 6, 0...1),
        overrunMultiple: try entry.scaled("overrunMultiple", tens: 6, 0...100),
        windowMinutes: try entry.count("windowMinutes", 1...1440),
        provenance: try entry.provenance())
    }
    reactive = try entries("reactive", ["powerFactor", "windowMinutes"]) {
      (entry) throws(BrazilRulesError) in
      ReactiveRule(
        powerFactor: try entry.scaled("powerFactor", tens: 6, 0.01...1),
        windowMinutes: try entry.count("windowMinutes", 1...1440),
        provenance: try entry.provenance())
    }
    blueOnly = try entries("blueOnly", ["subgroups"]) { (entry) throws(BrazilRulesError) in
      NamedList(names: try entry.texts("subgroups"), provenance: try entry.provenance())
    }
    holidays = try entries("holidays", ["calendar"]) { (entry) throws(BrazilRulesError) in
      NamedList(names: [try entry.text("calendar")], provenance: try entry.provenance())
    }
    distributors = try entries("distributors", ["name", "windows"], Self.distributor)
    prices = try entries(
      "prices", ["name", "distributor", "subgroup", "modality", "rows"], Self.published)
  }

  private static let sections = [
    "minimumCharge", "minimumReduction", "fioBSteps", "class3Shares", "openFrom", "requestDates",
    "legacyEnd", "sizeLimits", "holderShare", "storageShare", "creditLife", "allocationChange",
    "flags", "social", "demand", "reactive", "blueOnly", "holidays", "distributors", "prices",
  ]

  private static func dated(_ entry: RuleEntry) throws(BrazilRulesError) -> DatedShare {
    DatedShare(millionths: try entry.share(), provenance: try entry.provenance())
  }

  private static func distributor(_ entry: RuleEntry) throws(BrazilRulesError) -> Distributor {
    let reader = entry.reader
    var windows: [TariffWindow] = []
    for element in try reader.elements(of: try entry.field("windows")) {
      let window = RuleEntry(
        reader: reader, value: element,
        fields: try reader.fields(of: element, ["period", "start", "end"]))
      let (start, end) = (try window.minuteOfDay("start"), try window.minuteOfDay("end"))
      guard start < end else {
        throw reader.fault(element, "the window ends before it begins.")
      }
      guard !windows.contains(where: { $0.minutes.overlaps(start..<end) }) else {
        throw reader.fault(element, "the window overlaps another one.")
      }
      windows.append(TariffWindow(period: try window.text("period"), minutes: start..<end))
    }
    return Distributor(
      name: try entry.text("name"), windows: windows, provenance: try entry.provenance())
  }

  private static func published(_ entry: RuleEntry) throws(BrazilRulesError) -> PublishedPrices {
    let reader = entry.reader
    var rows: [PublishedPrices.Row] = []
    for element in try reader.elements(of: try entry.field("rows")) {
      let row = RuleEntry(
        reader: reader, value: element,
        fields: try reader.fields(of: element, ["period", "component", "realsPerMegawattHour"]))
      rows.append(
        PublishedPrices.Row(
          period: try row.text("period"), component: try row.text("component"),
          price: try row.price()))
    }
    return PublishedPrices(
      name: try entry.text("name"), distributor: try entry.text("distributor"),
      subgroup: try entry.text("subgroup"), modality: try entry.text("modality"), rows: rows,
      provenance: try entry.provenance())
  }
}
