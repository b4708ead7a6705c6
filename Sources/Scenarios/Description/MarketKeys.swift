import Agents
import Markets
import Parameters
import Tariffs

/// The keys of `market`.
enum MarketKeys {
  static let gateClosureLead = Parameter(
    "gateClosureLead", .quantity(.duration), minimum: 0, default: .number(0),
    "Time between gate closure and delivery, a multiple of the interval.")
  static let rounds = Parameter(
    "rounds", .integer, minimum: 1, maximum: 1000, default: .integer(1),
    "Number of times that members quote in a session; what is not traded is quoted again.")
  static let forecast = Parameter(
    "forecast",
    .variant(
      Variants(
        name: "forecast",
        selector: .key(Variants.kindKey, default: PerfectForecast.parameterSet.name),
        kinds: ForecastModels.all.map { $0.parameterSet },
        "What members know before they trade and plan.")),
    default: .section(ParameterValues([:])),
    "How members know, before gate closure and when they plan, what they will consume and produce.")
  static let stages = Parameter(
    "stages", .variantList(MarketStageKeys.variants), default: .list([]),
    "Markets for the same delivery whose gates close earlier, such as a day ahead.")
  static let settlement = Parameter(
    "settlement", .variant(MarketStageKeys.settlementVariants), isOptional: true,
    "Market after delivery, in which members trade what differs from what they had contracted.")
  static let imbalance = Parameter(
    "imbalance", .variant(ImbalanceKeys.variants), default: .section(ParameterValues([:])),
    "What deviations from the position announced at the last gate closure cost.")

  static let variants = Variants(
    name: "market", selector: .key(Variants.kindKey, default: NoMarket.parameterSet.name),
    common: [gateClosureLead, rounds, forecast, stages, settlement, imbalance],
    kinds: MarketMechanisms.all.map { $0.parameterSet }, "Local market.")
}

/// The keys of an element of `market.stages`, and of `market.settlement`.
enum MarketStageKeys {
  static let name = Parameter("name", .text, "Name of the stage, and of its group in the results.")

  static let variants = Variants(
    name: "stage", selector: .key(Variants.kindKey, default: nil),
    common: [name, MarketKeys.gateClosureLead, MarketKeys.rounds],
    kinds: MarketMechanisms.all.map { $0.parameterSet }, "A stage of the market.")
  static let settlementVariants = Variants(
    name: "settlement", selector: .key(Variants.kindKey, default: nil),
    common: [MarketKeys.rounds], kinds: MarketMechanisms.all.map { $0.parameterSet },
    "The stage of the market after delivery.")
}

/// The keys of `market.imbalance`.
enum ImbalanceKeys {
  static let price = Parameter(
    "price", .quantity(.energyPrice), minimum: 0,
    "Penalty for each kilowatt-hour of deviation, in either direction.")

  static let tariff = ParameterSet(
    name: "tariff", "Deviations are settled at the member's retail prices like the rest.", [])
  static let penalty = ParameterSet(
    name: "penalty", "A penalty beside the member's retail prices.", [price])
  static let marginal = ParameterSet(
    name: "marginal",
    "All deviations are settled at one price: the import price while all members together are "
      + "short, the export price while they are long.", [])

  static let kinds = [tariff, penalty, marginal]
  static let variants = Variants(
    name: "imbalance", selector: .key(Variants.kindKey, default: tariff.name),
    kinds: kinds, "What deviations from announced positions cost.")
}

/// The keys of an element of `tariffs` that every kind has.
enum TariffKeys {
  static let name = Parameter("name", .text, "Name that members call the tariff by.")

  static let variants = Variants(
    name: "tariff", selector: .key(Variants.kindKey, default: nil), common: [name],
    kinds: TariffKinds.all.map { $0.parameterSet } + [file], "A tariff.")

  /// The kind of tariff that stands in a file of its own.
  static let file = ParameterSet(
    name: "file", "A tariff that stands in a file of its own.",
    [path])
  static let path = Parameter(
    "file", .text, "Tariff file or URDB rate, relative to the scenario.")
}
