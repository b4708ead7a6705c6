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

extension RateComponent {
  /// Creates a component from the values of `componentParameters`.
  init(_ values: ParameterValues) {
    self.init(
      values.text("name"), party: TariffParty(rawValue: values.text("party")) ?? .retailer)
    localTradeShare = values.number("localTradeShare")
  }
}

extension [FixedCharge] {
  /// The standing charge of each month, owed to the retailer; nothing when it is zero.
  static func standingCharge(_ price: UnitPrice) -> [FixedCharge] {
    price.nanos == 0 ? [] : [FixedCharge("standing charge", price: price)]
  }
}

extension EnergyPrice {
  /// The greatest price that a tariff may name, in currency units per kilowatt-hour.
  static let greatestUnits = 1e6
}

extension Money {
  /// The greatest amount that a tariff may name, in currency units.
  static let greatestUnits = 1e9
}
