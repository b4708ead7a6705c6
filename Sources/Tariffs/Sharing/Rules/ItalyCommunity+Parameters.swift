public import Parameters
import Quantities

extension ItalyCommunity {
  public static let parameterSet = ParameterSet(
    name: "italy-cer", "A renewable energy community in Italy with its premium on shared energy.",
    [
      Parameter(
        "members",
        .list(
          ParameterSet(
            name: "member", "A member of the community.",
            [
              Parameter("name", .text, "Name of the member."),
              Parameter(
                "share", .fraction, minimum: 0, maximum: 1, isOptional: true,
                "Share of the premium, for the division 'shares'."),
              Parameter(
                "business", .boolean, default: .boolean(false),
                "Whether the member is a business, which gets nothing above the threshold."),
            ])), "Members of the community, all under one primary substation."),
      Parameter(
        "plants",
        .list(
          ParameterSet(
            name: "plant", "A plant whose injection counts.",
            [
              Parameter("member", .text, "Name of the member whose exports it makes."),
              Parameter(
                "power", .quantity(.power), minimum: 0, excludesMinimum: true, "Nominal power."),
              Parameter(
                "photovoltaic", .boolean, default: .boolean(true),
                "Whether the zone's adder of photovoltaics is due."),
              Parameter(
                "grantReduction", .fraction, minimum: 0, maximum: 1, default: .number(0),
                "Share by which a capital grant reduces the premium."),
            ])), "Plants whose injection counts; a member's plant has one entry."),
      Parameter(
        "zone", .choice(ItalyPremium.Zone.allCases.map(\.rawValue)), "Zone of the plants."),
      Parameter(
        "zonalPrice", .quantity(.energyPrice), minimum: -EnergyPrice.greatestUnits,
        maximum: EnergyPrice.greatestUnits, isOptional: true,
        "Zonal price of the day-ahead market, where it is taken as constant."),
      Parameter(
        "zonalPrices", .text, isOptional: true, "File of zonal prices over time."),
      Parameter(
        "column", .text, default: .text("price"), "Column of the file of zonal prices."),
      Parameter(
        "division", .choice(Division.allCases.map(\.rawValue)), default: .text("equal"),
        "How the premium is divided among the members."),
      Parameter(
        "returnedCharges", .quantity(.energyPrice), minimum: 0,
        maximum: EnergyPrice.greatestUnits, default: .number(0),
        "Network components that are returned on shared energy."),
      Parameter(
        "grant", .boolean, default: .boolean(false),
        "Whether a capital grant lowers the threshold of the premium."),
      Parameter(
        "excessTo", .choice(["social", "consumers"]), default: .text("social"),
        "Who gets the premium above the threshold: social use, or members who are no businesses."),
      RuleDates.parameter,
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let members = values.list("members")
    let names = members.map { $0.text("name") }
    guard !names.isEmpty else { throw ParameterError("members", "names nobody") }
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw ParameterError("members", "names '\(name)' twice")
    }
    memberNames = names
    division = Division(rawValue: values.text("division")) ?? .equal
    if division == .shares {
      var shares: [Double] = []
      for member in members {
        guard let share = member.optionalNumber("share") else {
          throw ParameterError("members", "gives no share for '\(member.text("name"))'")
        }
        shares.append(share)
      }
      let whole: WholeShares
      do { whole = try WholeShares(shares) } catch {
        throw ParameterError("members", "is no division of the premium: \(error)")
      }
      guard whole.restNanos == 0 else {
        throw ParameterError("members", "has shares that don't sum to 1")
      }
      self.shares = whole
    } else {
      shares = nil
    }
    plants = try Self.plants(values, names: names)
    returned = UnitPrice(rounding: values.number("returnedCharges"))
    hasGrant = values.boolean("grant")
    excessIsSocial = values.text("excessTo") == "social"
    businesses = Set(members.indices.filter { members[$0].boolean("business") })
    constantPrice = values.optionalNumber("zonalPrice").map { UnitPrice(rounding: $0) }
    file =
      values.has("zonalPrices")
      ? PriceFile(name: values.text("zonalPrices"), column: values.text("column")) : nil
    guard (constantPrice == nil) != (file == nil) else {
      throw ParameterError("zonalPrice", "or 'zonalPrices' must be written, one of them")
    }
    dates = RuleDates(values)
  }

  private static func plants(
    _ values: ParameterValues, names: [String]
  ) throws(ParameterError) -> [Plant] {
    var plants: [Plant] = []
    let zone = ItalyPremium.Zone(rawValue: values.text("zone")) ?? .south
    for plant in values.list("plants") {
      let name = plant.text("member")
      guard let member = names.firstIndex(of: name) else {
        throw ParameterError("plants", "names '\(name)', who is none of the members")
      }
      guard !plants.contains(where: { $0.member == member }) else {
        throw ParameterError("plants", "names '\(name)' twice")
      }
      do {
        plants.append(
          Plant(
            member: member,
            premium: try ItalyPremium(
              kilowatts: plant.number("power") / 1000, zone: zone,
              isPhotovoltaic: plant.boolean("photovoltaic"),
              reduction: plant.number("grantReduction"))))
      } catch {
        throw ParameterError("plants", "has no premium: \(error)")
      }
    }
    return plants
  }
}
