import Markets
import Parameters
import Tariffs

/// The keys of `market`.
enum MarketKeys {
  static let gateClosureLead = Parameter(
    "gateClosureLead", .quantity(.duration), minimum: 0, default: .number(0),
    "Time between gate closure and delivery, a multiple of the interval.")
  static let forecast = Parameter(
    "forecast", .choice(MarketSettings.Forecast.allCases.map(\.rawValue)),
    default: .text(MarketSettings.Forecast.perfect.rawValue),
    "How members know before gate closure what they will consume and produce.")

  static let variants = Variants(
    name: "market", selector: .key(Variants.kindKey, default: NoMarket.parameterSet.name),
    common: [gateClosureLead, forecast],
    kinds: MarketMechanisms.all.map { $0.parameterSet }, "Local market.")
}

/// The keys of an element of `tariffs` that every kind has.
enum TariffKeys {
  static let name = Parameter("name", .text, "Name that members call the tariff by.")

  static let variants = Variants(
    name: "tariff", selector: .key(Variants.kindKey, default: nil), common: [name],
    kinds: TariffKinds.all.map { $0.parameterSet }, "A tariff.")
}
