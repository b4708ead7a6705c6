public import Parameters
public import Quantities

/// A community manager trades energy inside before the rest goes to the retailer.
///
/// > F. Moret and P. Pinson. "Energy collectives: a community and fairness based approach to future
/// > electricity markets." *IEEE Transactions on Power Systems* 34 (2019).
/// > [doi:10.1109/TPWRS.2018.2808961](https://doi.org/10.1109/TPWRS.2018.2808961)
///
/// ```text
/// minimise  Σ C_i(p_i) + λ_imp·Σ α_i − λ_exp·Σ β_i + g·Σ |q_i|
/// so that   p_i + q_i + α_i − β_i = 0,   Σ q_i = 0          (its dual is the price λ₀ inside)
/// ```
///
/// A bid takes from inside what it would otherwise import, or what is worth more to it than λ₀, and
/// an offer likewise, so limits are cut at λ_imp and λ_exp. Buyers pay λ₀ + g and sellers receive
/// λ₀ − g; the 2·g between are the network fee of a trade. With slopes (``ClearingContext/slopes``)
/// the quadratic program is solved exactly by ``CentralOptimum``. What is imported and exported is
/// left to the residuals.
///
/// Where a range of prices supports the trades, λ₀ stands at the place *k*. Equal limits at the
/// margin are served in proportion, remainders by rotation; with slopes energies are rounded to
/// milliwatt-hours and what then finds no partner is not traded.
public struct CommunityPool: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "community-pool",
    "A community manager trades at one price inside, between the retailer's prices.",
    [
      Parameter(
        "communityFee", .quantity(.energyPrice), minimum: 0, maximum: 1e6, default: .number(0),
        "What each kilowatt-hour costs its buyer, and its seller, for the community."),
      Parameter(
        "k", .number, minimum: 0, maximum: 1, default: .number(0.5),
        "The place of the price in the range that supports the trades."),
    ])

  /// The fee for each side.
  public var communityFee: EnergyPrice
  /// The pricing rule.
  public var pricing: CompetitivePricing

  /// Creates the mechanism.
  ///
  /// - Precondition: `k` lies from 0 to 1.
  public init(communityFee: EnergyPrice = .zero, k: Double = 0.5) {
    self.communityFee = communityFee
    pricing = CompetitivePricing(k: k)
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    guard let fee = EnergyPrice(rounding: values.number("communityFee")), fee >= .zero else {
      throw ParameterError("communityFee", "'communityFee' must not be negative")
    }
    communityFee = fee
    pricing = try .read(values.number("k"))
  }

  public static let traits = MechanismTraits(needs: [.retailPrices, .slopes])

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "dual of the balance inside, k in its range; fee on each side"),
      ("k", "\(Double(pricing.billionths) / 1e9)"),
      ("community_fee", "\(communityFee.unitsPerKilowattHour) currency/kWh"),
      ("tie_rule", "pro-rata"),
      ("price_rounding", "half to even, 1e-6 currency/kWh"),
      ("energy_rounding", "largest remainders; nearest 1e-6 kWh with slopes"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    defer { clearing.conclude(orders) }
    guard let importPrice = context.importPrice, let exportPrice = context.exportPrice,
      exportPrice <= importPrice
    else { return }
    let fee = communityFee.microsPerKilowattHour
    let (fees, overflows) = fee.addingReportingOverflow(fee)
    guard fee >= 0, !overflows else { return }
    clearing.shiftBook(orders) { order in
      switch order.side {
      case .bid: min(order.limitPrice, importPrice).shifted(by: -fee)
      case .offer: max(order.limitPrice, exportPrice).shifted(by: fee)
      }
    }
    var price: EnergyPrice?
    if (0..<orders.count).contains(where: { context.slope(ofOrder: $0) > 0 }) {
      price = serveQuadratic(orders, context, importPrice, exportPrice, &clearing)
    } else if let micros = clearing.bookPrice(pricing) {
      clearing.book.serve(
        by: .proRata, intervalOrdinal: context.intervalOrdinal, draws: context.draws)
      price = EnergyPrice(microsPerKilowattHour: micros)
    }
    guard let buyerPrice = price?.shifted(by: fee), let sellerPrice = price?.shifted(by: -fee)
    else { return }
    clearing.tradeBook(
      orders, buyerPrice: buyerPrice, sellerPrice: sellerPrice,
      networkFee: EnergyPrice(microsPerKilowattHour: fees))
  }

  /// Notes in the book what each order is served where limits fall and rise with the energy.
  private func serveQuadratic(
    _ orders: Span<Order>, _ context: ClearingContext, _ importPrice: EnergyPrice,
    _ exportPrice: EnergyPrice, _ clearing: inout Clearing
  ) -> EnergyPrice? {
    let fee = communityFee.unitsPerKilowattHour
    var pieces: [CentralOptimum.Member] = []
    var owners: [Int] = []
    for index in orders.indices where orders[index].energy > .zero {
      let curve = LimitCurve(
        orders[index], slope: context.slope(ofOrder: index),
        retailPrice: orders[index].side == .bid ? importPrice : exportPrice, fee: fee)
      for piece in curve.pieces {
        pieces.append(piece)
        owners.append(index)
      }
    }
    let k = Double(pricing.billionths) / 1e9
    guard let optimum = CentralOptimum(pieces, k: k) else { return nil }
    var energies = [Double](repeating: 0, count: orders.count)
    for (owner, power) in zip(owners, optimum.powers) { energies[owner] += abs(power) }
    clearing.book.serve(energies)
    return EnergyPrice(rounding: optimum.price)
  }
}

/// The marginal value of an order inside the community, as pieces of constant slope.
private struct LimitCurve {
  private(set) var pieces: [CentralOptimum.Member] = []

  init(_ order: Order, slope: Double, retailPrice: EnergyPrice, fee: Double) {
    let limit = order.limitPrice.unitsPerKilowattHour
    let retail = retailPrice.unitsPerKilowattHour
    let energy = order.energy.kilowattHours
    let sign: Double = order.side == .bid ? -1 : 1
    // How far the limit lies beyond the retail price: for that energy the retailer is the better.
    let beyond = sign * (retail - limit)
    let flat = beyond <= 0 ? 0 : slope > 0 ? min(energy, beyond / slope) : energy
    if flat > 0 { append(sign, slope: 0, price: retail + sign * fee, energy: flat) }
    if flat < energy {
      let price = beyond > 0 ? retail : limit
      append(sign, slope: slope, price: price + sign * fee, energy: energy - flat)
    }
  }

  private mutating func append(_ sign: Double, slope: Double, price: Double, energy: Double) {
    pieces.append(
      CentralOptimum.Member(
        slope: slope, price: price, minimum: sign < 0 ? -energy : 0,
        maximum: sign < 0 ? 0 : energy))
  }
}

extension OrderBook {
  /// Notes energies in kilowatt-hours as what is served, by the index of the order.
  mutating func serve(_ energies: [Double]) {
    for place in bids.entries.indices { bids.entries[place].serve(energies) }
    for place in offers.entries.indices { offers.entries[place].serve(energies) }
  }
}

extension OrderBook.Entry {
  fileprivate mutating func serve(_ energies: [Double]) {
    served = MeteredEnergy(rounding: energies[Int(order)], atMost: energy).milliwattHours
  }
}
