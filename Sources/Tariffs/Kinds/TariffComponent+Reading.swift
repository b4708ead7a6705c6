import Parameters
import Quantities

extension Parameter {
  /// The parameters that the components of every kind of tariff share.
  static let componentParameters = [
    Parameter("name", .text, "Name of the component, such as 'energy'."),
    Parameter(
      "party", .choice(TariffParty.allCases.filter { $0 != .community }.map(\.rawValue)),
      default: .text("retailer"),
      "Who is owed the component."),
    Parameter(
      "localTradeShare", .fraction, minimum: 0, maximum: 1, default: .number(0),
      "Share of the price that is still due on energy traded locally."),
  ]

  /// The standing charge, shared by every kind of tariff.
  static let standingCharge = Parameter(
    "standingCharge", .quantity(.moneyPerMonth), minimum: 0, maximum: Money.greatestUnits,
    default: .number(0),
    "Charge of each calendar month, whatever is consumed.")
}

extension TariffComponent {
  /// Creates a component from its values and the prices that the kind of tariff found for it.
  init(_ values: ParameterValues, prices: [EnergyPrice]) {
    let share = values.number("localTradeShare")
    self.init(
      name: values.text("name"),
      party: TariffParty(rawValue: values.text("party")) ?? .retailer,
      prices: prices,
      localPrices: prices.map { EnergyPrice(unitsPerKilowattHour: $0.unitsPerKilowattHour * share) }
    )
  }
}

extension EnergyPrice {
  /// Creates a price from currency units per kilowatt-hour, rounded to millionths.
  init(unitsPerKilowattHour units: Double) {
    self.init(microsPerKilowattHour: Int64((units * 1e6).rounded(.toNearestOrEven)))
  }

  /// The greatest price that a tariff may name, in currency units per kilowatt-hour.
  static let greatestUnits = 1e6
}

extension Money {
  /// Creates an amount from currency units, rounded to millionths.
  init(units: Double) { self.init(micros: Int64((units * 1e6).rounded(.toNearestOrEven))) }

  /// The greatest amount that a tariff may name, in currency units.
  static let greatestUnits = 1e9
}
