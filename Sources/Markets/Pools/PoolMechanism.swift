import Parameters
import Quantities

/// A rule that gives a community one local price without asking for more than its sums.
///
/// ```text
/// V = min(G, D)
/// ```
///
/// is traded at the local price. The short side is served whole, the long side pro rata to its
/// energies whatever its limits are, with largest remainders (``RationingRule/proRata``). What
/// remains of an order is settled where its trader would be without a market, which gives on average
/// exactly the prices that are published for the rule (``PoolPrices``).
protocol PoolMechanism: MarketMechanism {
  /// Where the two prices come from.
  var reference: PoolReference { get }

  /// Whether also those are served who lose by it.
  static var servesLosers: Bool { get }

  /// The local price.
  func localPrice(
    generation: MeteredEnergy, demand: MeteredEnergy, importPrice: EnergyPrice,
    exportPrice: EnergyPrice
  ) -> EnergyPrice
}

extension PoolMechanism {
  static var servesLosers: Bool { false }

  func clearPool(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    var (bidCount, offerCount) = clearing.book.poolCounts(crossingOnly: reference == .crossing)
    guard bidCount > 0, offerCount > 0,
      let bounds = prices(context, clearing.book, bidCount, offerCount),
      bounds.import >= bounds.export
    else { return }
    let price = localPrice(
      generation: clearing.book.offers.energy(ofFirst: offerCount),
      demand: clearing.book.bids.energy(ofFirst: bidCount),
      importPrice: bounds.import, exportPrice: bounds.export)
    if !Self.servesLosers {
      bidCount = clearing.book.bids.count(
        ofFirst: bidCount, noWorseThan: ~price.microsPerKilowattHour)
      offerCount = clearing.book.offers.count(
        ofFirst: offerCount, noWorseThan: price.microsPerKilowattHour)
    }
    let volume = clearing.book.servePool(
      bidCount, offerCount, intervalOrdinal: context.intervalOrdinal)
    guard volume > .zero else { return }
    clearing.volume = volume
    clearing.price = price
    clearing.recordServedEnergy()
    clearing.pairServedOrders(at: price)
    clearing.welfare = clearing.book.servedWelfare
  }

  /// The two prices between which the local one lies, from orders that stand in the book.
  private func prices(
    _ context: ClearingContext, _ book: borrowing OrderBook, _ bidCount: Int, _ offerCount: Int
  ) -> (import: EnergyPrice, export: EnergyPrice)? {
    switch reference {
    case .orders, .crossing:
      return (
        EnergyPrice(microsPerKilowattHour: ~book.bids.entries[bidCount - 1].rank),
        EnergyPrice(microsPerKilowattHour: book.offers.entries[offerCount - 1].rank)
      )
    case .retail:
      guard let importPrice = context.importPrice, let exportPrice = context.exportPrice else {
        return nil
      }
      return (importPrice, exportPrice)
    }
  }

  /// The average prices of a community with these sums.
  func averagePrices(
    _ generation: MeteredEnergy, _ demand: MeteredEnergy, _ importPrice: EnergyPrice,
    _ exportPrice: EnergyPrice
  ) -> PoolPrices {
    PoolPrices(
      localPrice: localPrice(
        generation: generation, demand: demand, importPrice: importPrice,
        exportPrice: exportPrice),
      generation: generation, demand: demand, importPrice: importPrice, exportPrice: exportPrice)
  }

  /// The rules that pools share, as results store them.
  var poolRules: [(name: String, value: String)] {
    [
      ("reference_prices", reference.rawValue),
      ("volume_rule", "the lesser of what is offered and asked for"),
      ("tie_rule", "pro rata on the long side, whatever the limits"),
      ("price_rounding", "half to even, 1e-6 currency/kWh"),
      ("energy_rounding", RationingRule.proRata.roundingRule),
    ]
  }
}

extension PoolReference {
  static let parameter = Parameter(
    "reference", .choice(allCases.map(\.rawValue)), default: .text(orders.rawValue),
    "Where the two prices come from: limits of all orders, of those that cross, or the retailer.")

  init(_ values: ParameterValues) throws(ParameterError) {
    guard let reference = Self(rawValue: values.text("reference")) else {
      let names = Self.allCases.map(\.rawValue).joined(separator: "' or '")
      throw ParameterError("reference", "'reference' must be '\(names)'")
    }
    self = reference
  }
}
