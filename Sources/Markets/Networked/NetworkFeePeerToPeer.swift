public import Parameters
public import Quantities

/// Trades between peers that pay for the use of the network.
///
/// > T. Baroche, P. Pinson, R. Le Goff Latimier and H. Ben Ahmed. "Exogenous cost allocation in
/// > peer-to-peer electricity markets." *IEEE Transactions on Power Systems* 34 (2019).
/// > [doi:10.1109/TPWRS.2019.2896654](https://doi.org/10.1109/TPWRS.2019.2896654)
///
/// ```text
/// maximise  Σ x_ij·(b_j − s_i − φ_ij)      so that    Σ_j x_ij ≤ E_i,   Σ_i x_ij ≤ D_j,   x ≥ 0
/// ```
///
/// | Basis | φ_ij |
/// | --- | --- |
/// | `unique` | u |
/// | `electrical-distance` | u·d_ij, with the distances of ``MarketNetwork/distances`` |
/// | `zonal` | u for each tariff zone that the trade uses: u within a zone, 2·u between two |
///
/// Each seller has one price and each buyer pays it plus the fee, whoever the partner is: these are
/// the duals of the program, found in whole numbers. Where several support the trades, the lowest
/// prices of all sellers are mixed with the highest, at the place *k*. The fee is the network's;
/// nothing is left to an auctioneer.
///
/// With one fee for all, the book is swept as in a double auction and equal limits at the margin are
/// served in proportion. Otherwise ties are those of the basis that the simplex method ends in, and
/// pairs without gain may be left out. A trader whose bus is unknown does not trade. Programs of
/// more than ``greatestPairCount`` pairs whose limits cross are not solved: nothing is traded then,
/// and the clearing has not converged.
public struct NetworkFeePeerToPeer: MarketMechanism, Parameterized, Hashable {
  /// What the fee depends on.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// On nothing.
    case unique
    /// On the distance of the buses.
    case electricalDistance = "electrical-distance"
    /// On the zones of the buses.
    case zonal
  }

  /// The greatest number of pairs of a bid and an offer whose limits cross.
  public static let greatestPairCount = 250_000

  public static let parameterSet = ParameterSet(
    name: "network-fee-p2p",
    "Peers trade where the gain covers the fee for the network.",
    [
      Parameter(
        "fee", .quantity(.energyPrice), minimum: 0, maximum: 1e6, default: .number(0),
        "The fee per kilowatt-hour: for all, per unit of distance, or per zone used."),
      Parameter(
        "feeBasis", .choice(Kind.allCases.map(\.rawValue)), default: .text(Kind.unique.rawValue),
        "What the fee depends on."),
      Parameter(
        "k", .number, minimum: 0, maximum: 1, default: .number(0.5),
        "The place of prices in their range: 0 is best for buyers, 1 for sellers."),
    ])

  /// The fee per kilowatt-hour: for all, per unit of distance, or per zone used.
  public var fee: EnergyPrice
  /// What the fee depends on.
  public var kind: Kind
  /// The pricing rule.
  public var pricing: CompetitivePricing

  /// Creates the mechanism.
  ///
  /// - Precondition: `k` lies from 0 to 1.
  public init(fee: EnergyPrice = .zero, kind: Kind = .unique, k: Double = 0.5) {
    self.fee = fee
    self.kind = kind
    pricing = CompetitivePricing(k: k)
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    guard let kind = Kind(rawValue: values.text("feeBasis")) else {
      throw ParameterError(
        "feeBasis", "'feeBasis' must be 'unique', 'electrical-distance' or 'zonal'")
    }
    guard let fee = EnergyPrice(rounding: values.number("fee")), fee >= .zero else {
      throw ParameterError("fee", "'fee' must not be negative")
    }
    self.fee = fee
    self.kind = kind
    pricing = try .read(values.number("k"))
  }

  public static let traits = MechanismTraits(needs: [.distances, .zones])

  public var needs: MechanismTraits.Needs {
    switch kind {
    case .unique: []
    case .electricalDistance: .distances
    case .zonal: .zones
    }
  }

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "duals of the transport program, k between lowest and highest"),
      ("k", "\(Double(pricing.billionths) / 1e9)"),
      ("fee_basis", kind.rawValue),
      ("fee", "\(fee.unitsPerKilowattHour) currency/kWh"),
      ("tie_rule", kind == .unique ? "pro-rata" : "basis of the simplex method"),
      ("price_rounding", "half to even, 1e-6 currency/kWh"),
      ("energy_rounding", "nearest 1e-6 kWh"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    defer { clearing.conclude(orders) }
    if kind == .unique, context.network?.zoneFees.isEmpty ?? true {
      clearAlike(orders, context, &clearing)
    } else {
      clearByPair(orders, context, &clearing)
    }
  }

  private func clearAlike(
    _ orders: Span<Order>, _ context: ClearingContext, _ clearing: inout Clearing
  ) {
    let micros = fee.microsPerKilowattHour
    clearing.shiftBook(orders) { order in
      order.side == .bid ? order.limitPrice : order.limitPrice.shifted(by: micros)
    }
    guard let price = clearing.bookPrice(pricing) else { return }
    clearing.book.serve(
      by: .proRata, intervalOrdinal: context.intervalOrdinal, draws: context.draws)
    let buyerPrice = EnergyPrice(microsPerKilowattHour: price)
    guard let sellerPrice = buyerPrice.shifted(by: -micros) else { return }
    clearing.tradeBook(
      orders, buyerPrice: buyerPrice, sellerPrice: sellerPrice, networkFee: fee)
  }

  private func clearByPair(
    _ orders: Span<Order>, _ context: ClearingContext, _ clearing: inout Clearing
  ) {
    guard let network = context.network else { return }
    let fees = PairFees(kind: kind, fee: fee, network)
    var program = TransportProgram(
      bids: clearing.book.bids.entries, offers: clearing.book.offers.entries)
    var crossingCount = 0
    for (seller, offer) in program.offers.enumerated() {
      for (buyer, bid) in program.bids.enumerated() {
        // Bids come best first, and no fee is negative.
        guard ~bid.rank >= offer.rank else { break }
        crossingCount += 1
        guard crossingCount <= Self.greatestPairCount else {
          clearing.hasConverged = false
          return
        }
        guard let fee = fees.fee(from: offer.trader, to: bid.trader) else { continue }
        program.addPair(seller: seller, buyer: buyer, fee: fee)
      }
    }
    guard program.solve() else {
      clearing.hasConverged = false
      return
    }
    let prices = program.sellerPrices(pricing)
    for pair in program.pairs where pair.energy > 0 {
      let (bid, offer) = (program.bids[pair.buyer], program.offers[pair.seller])
      let limits = (offer: offer.rank, bid: ~bid.rank)
      // Without prices of the whole market, which rounding may cost, the pair shares its gain.
      let own = pricing.price(
        from: EnergyPrice(microsPerKilowattHour: limits.offer),
        to: EnergyPrice(microsPerKilowattHour: limits.bid - pair.fee))
      let sellerPrice = prices.map { EnergyPrice(microsPerKilowattHour: $0[pair.seller]) } ?? own
      guard let buyerPrice = sellerPrice.shifted(by: pair.fee),
        sellerPrice.microsPerKilowattHour >= limits.offer,
        buyerPrice.microsPerKilowattHour <= limits.bid
      else { continue }
      clearing.addTrade(
        bid: Int(bid.order), offer: Int(offer.order), of: orders,
        energy: MeteredEnergy(milliwattHours: pair.energy), buyerPrice: buyerPrice,
        sellerPrice: sellerPrice, networkFee: EnergyPrice(microsPerKilowattHour: pair.fee))
    }
  }
}

/// The fees between traders.
private struct PairFees {
  let kind: NetworkFeePeerToPeer.Kind
  let fee: EnergyPrice
  let network: MarketNetwork

  init(kind: NetworkFeePeerToPeer.Kind, fee: EnergyPrice, _ network: MarketNetwork) {
    self.kind = kind
    self.fee = fee
    self.network = network
  }

  /// The fee of a trade in millionths, with what both zones take beyond the mechanism's own; `nil`
  /// when the network does not say.
  func fee(from seller: Int32, to buyer: Int32) -> Int64? {
    guard let own = ownFee(from: seller, to: buyer) else { return nil }
    var sum = own
    for trader in [seller, buyer] {
      let (total, overflows) = sum.addingReportingOverflow(
        network.zoneFee(ofTrader: trader).microsPerKilowattHour)
      guard !overflows, total >= 0 else { return nil }
      sum = total
    }
    return sum
  }

  private func ownFee(from seller: Int32, to buyer: Int32) -> Int64? {
    if kind == .unique { return fee.microsPerKilowattHour }
    guard let first = network.bus(of: seller), let second = network.bus(of: buyer) else {
      return nil
    }
    guard kind == .zonal else {
      return network.distance(from: first, to: second).flatMap { distance in
        EnergyPrice(rounding: fee.unitsPerKilowattHour * distance)?.microsPerKilowattHour
      }
    }
    let zones = network.zoneOfBus
    guard first < zones.count, second < zones.count else { return nil }
    let (sum, overflows) = fee.microsPerKilowattHour.multipliedReportingOverflow(
      by: zones[first] == zones[second] ? 1 : 2)
    return overflows || sum < 0 ? nil : sum
  }
}

extension MarketNetwork {
  /// The bus of a trader; `nil` for a trader that the network does not know.
  func bus(of trader: Int32) -> Int? {
    guard trader >= 0, Int(trader) < busOfTrader.count else { return nil }
    let bus = busOfTrader[Int(trader)]
    return bus >= 0 && Int(bus) < busCount ? Int(bus) : nil
  }

  /// The distance of two buses; `nil` when it is unknown or no distance.
  func distance(from first: Int, to second: Int) -> Double? {
    let (row, overflows) = first.multipliedReportingOverflow(by: busCount)
    guard !overflows, row <= distances.count - 1 - second else { return nil }
    let distance = distances[row + second]
    return distance >= 0 && distance.isFinite ? distance : nil
  }
}
