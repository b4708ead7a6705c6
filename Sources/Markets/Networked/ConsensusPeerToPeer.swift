public import Parameters
public import Quantities

/// Peers agree on bilateral trades and prices step by step (``ConsensusSolver``), here with all
/// steps taken at once for orders that stand.
///
/// An offer is a producer and a bid a consumer, with the slopes of ``ClearingContext/slopes``; without
/// slopes limits are constant. With a preference fee *u*, each side pays *u·d/2* to the network for
/// each kilowatt-hour that is traded over the electrical distance *d*, so peers prefer those nearby.
///
/// ```text
/// buyer pays λ_ij + u·d_ij/2,   seller receives λ_ij − u·d_ij/2
/// ```
///
/// Quantities and prices are scaled by the greatest energy and the greatest difference of limits,
/// so that the penalty and the tolerance have no unit. What is agreed is rounded to milliwatt-hours;
/// a price that rounding or the tolerance puts beyond a limit is moved to it, and where a pair's
/// limits leave no room it does not trade. When the search gives up, what was agreed so far is
/// traded and the clearing says that it has not converged. More than ``greatestPairCount`` pairs of
/// orders are not searched: nothing is traded.
///
/// Without a fee and at convergence it serves the greatest welfare; among equal limits all trade
/// alike.
public struct ConsensusPeerToPeer: MarketMechanism, Parameterized, Hashable {
  /// The greatest number of pairs of a bid and an offer.
  public static let greatestPairCount = 40_000

  public static let parameterSet = ParameterSet(
    name: "consensus-p2p",
    "Peers agree on bilateral trades by an iteration in which each knows its own costs only.",
    [
      Parameter(
        "penalty", .number, minimum: 0, maximum: 1e6, excludesMinimum: true,
        default: .number(1), "The weight of disagreement, in the scale of the orders."),
      Parameter(
        "tolerance", .number, minimum: 1e-12, maximum: 1, default: .number(1e-7),
        "The disagreement at which the search ends, in the scale of the orders."),
      Parameter(
        "iterationLimit", .integer, minimum: 1, maximum: 1_000_000, default: .integer(10_000),
        "The number of iterations after which the search gives up."),
      Parameter(
        "preferenceFee", .quantity(.energyPrice), minimum: 0, maximum: 1e6, default: .number(0),
        "What the two sides of a trade pay the network per kilowatt-hour and unit of distance."),
    ])

  /// The weight of disagreement.
  public var penalty: Double
  /// The disagreement at which the search ends.
  public var tolerance: Double
  /// The number of iterations after which the search gives up.
  public var iterationLimit: Int
  /// What the two sides of a trade pay the network per kilowatt-hour and unit of distance.
  public var preferenceFee: EnergyPrice

  /// Creates the mechanism.
  public init(
    penalty: Double = 1, tolerance: Double = 1e-7, iterationLimit: Int = 10_000,
    preferenceFee: EnergyPrice = .zero
  ) {
    self.penalty = penalty
    self.tolerance = tolerance
    self.iterationLimit = iterationLimit
    self.preferenceFee = preferenceFee
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    guard let fee = EnergyPrice(rounding: values.number("preferenceFee")), fee >= .zero else {
      throw ParameterError("preferenceFee", "'preferenceFee' must not be negative")
    }
    self.init(
      penalty: values.number("penalty"), tolerance: values.number("tolerance"),
      iterationLimit: Int(clamping: values.integer("iterationLimit")), preferenceFee: fee)
  }

  public static let traits = MechanismTraits(needs: [.slopes, .distances])

  public var needs: MechanismTraits.Needs {
    preferenceFee > .zero ? [.slopes, .distances] : .slopes
  }

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "bilateral prices of consensus"),
      ("penalty", "\(penalty)"),
      ("tolerance", "\(tolerance)"),
      ("iteration_limit", "\(iterationLimit)"),
      ("preference_fee", "\(preferenceFee.unitsPerKilowattHour) currency/kWh per distance"),
      ("tie_rule", "equal limits trade alike"),
      ("price_rounding", "half to even, 1e-6 currency/kWh"),
      ("energy_rounding", "nearest 1e-6 kWh"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    defer { clearing.conclude(orders) }
    let (bids, offers) = (clearing.book.bids.entries, clearing.book.offers.entries)
    // Who crosses nobody does not trade, and would only slow the search.
    let (sellers, buyers) = (
      offers.filter { offer in bids.first.map { ~$0.rank >= offer.rank } ?? false },
      bids.filter { bid in offers.first.map { ~bid.rank >= $0.rank } ?? false }
    )
    guard !sellers.isEmpty, !buyers.isEmpty else { return }
    let (pairCount, overflows) = sellers.count.multipliedReportingOverflow(by: buyers.count)
    guard !overflows, pairCount <= Self.greatestPairCount else {
      clearing.hasConverged = false
      return
    }
    let scale = ConsensusScale(sellers, buyers)
    let members =
      sellers.map { scale.member($0, slope: context.slope(ofOrder: Int($0.order)), isBid: false) }
      + buyers.map { scale.member($0, slope: context.slope(ofOrder: Int($0.order)), isBid: true) }
    let fees = sellers.map { seller in
      buyers.map { buyer in fee(from: seller.trader, to: buyer.trader, context.network) }
    }
    guard
      let solver = ConsensusSolver(
        members, penalty: penalty, tolerance: tolerance, iterationLimit: iterationLimit,
        pairCosts: { seller, buyer in
          fees[seller][buyer - sellers.count].map { scale.price($0) / 2 } ?? .infinity
        })
    else {
      clearing.hasConverged = false
      return
    }
    let outcome = solver.solve()
    (clearing.iterationCount, clearing.hasConverged) = (
      outcome.iterationCount, outcome.hasConverged
    )
    for (row, seller) in solver.sellers.enumerated() {
      for (column, member) in solver.buyers.enumerated() {
        let place = row * solver.buyers.count + column
        let (offer, bid) = (sellers[seller], buyers[member - sellers.count])
        let energy = MeteredEnergy(
          rounding: outcome.trades[place] * scale.energy, atMost: min(bid.energy, offer.energy))
        guard let fee = fees[seller][member - sellers.count],
          let prices = prices(offer, bid, fee, scale.unscaledPrice(outcome.prices[place]))
        else { continue }
        clearing.addTrade(
          bid: Int(bid.order), offer: Int(offer.order), of: orders, energy: energy,
          buyerPrice: EnergyPrice(microsPerKilowattHour: prices.buyer),
          sellerPrice: EnergyPrice(microsPerKilowattHour: prices.seller),
          networkFee: EnergyPrice(microsPerKilowattHour: fee))
      }
    }
  }

  /// The fee of both sides together in millionths; `nil` when it depends on a distance that is
  /// unknown.
  private func fee(from seller: Int32, to buyer: Int32, _ network: MarketNetwork?) -> Int64? {
    guard preferenceFee > .zero else { return 0 }
    guard let network, let first = network.bus(of: seller), let second = network.bus(of: buyer),
      let distance = network.distance(from: first, to: second)
    else { return nil }
    return EnergyPrice(rounding: preferenceFee.unitsPerKilowattHour * distance)?
      .microsPerKilowattHour
  }

  /// The prices of a pair within its limits; `nil` when they leave no room for the fee.
  private func prices(
    _ offer: OrderBook.Entry, _ bid: OrderBook.Entry, _ fee: Int64, _ price: Double
  ) -> (buyer: Int64, seller: Int64)? {
    let (greatest, overflows) = (~bid.rank).subtractingReportingOverflow(fee)
    guard !overflows, greatest >= offer.rank, !price.isNaN else { return nil }
    let wanted = (price * 1e6 - Double(fee) / 2).rounded(.toNearestOrEven)
    let seller =
      Int64(exactly: wanted).map { min(max($0, offer.rank), greatest) }
      ?? (wanted > 0 ? greatest : offer.rank)
    let (buyer, isTooMuch) = seller.addingReportingOverflow(fee)
    return isTooMuch ? nil : (buyer, seller)
  }
}

/// What makes energies and prices numbers around one.
private struct ConsensusScale {
  /// Kilowatt-hours.
  let energy: Double
  /// Currency units per kilowatt-hour.
  private let origin: Double
  private let width: Double

  init(_ sellers: [OrderBook.Entry], _ buyers: [OrderBook.Entry]) {
    let entries = sellers + buyers
    energy = Double(entries.reduce(1) { max($0, $1.energy) }) / 1e6
    let lowest = sellers.reduce(Double.infinity) { min($0, Double($1.rank)) } / 1e6
    let highest = buyers.reduce(-Double.infinity) { max($0, Double(~$1.rank)) } / 1e6
    origin = lowest
    width = max(highest - lowest, 1e-6)
  }

  func price(_ micros: Int64) -> Double { Double(micros) / 1e6 / width }

  func unscaledPrice(_ price: Double) -> Double { origin + price * width }

  func member(_ entry: OrderBook.Entry, slope: Double, isBid: Bool) -> CentralOptimum.Member {
    let limit = Double(isBid ? ~entry.rank : entry.rank) / 1e6
    let most = Double(entry.energy) / 1e6 / energy
    return CentralOptimum.Member(
      slope: slope * energy / width, price: (limit - origin) / width,
      minimum: isBid ? -most : 0, maximum: isBid ? 0 : most)
  }
}
