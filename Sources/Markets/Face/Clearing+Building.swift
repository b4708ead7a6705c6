public import Quantities

/// How a mechanism writes a clearing, its own or one of another package: begin, add trades,
/// conclude.
///
/// ```swift
/// clearing.begin(orders)
/// clearing.addTrade(bid: 0, offer: 1, of: orders, energy: energy, price: price)
/// clearing.conclude(orders)
/// ```
extension Clearing {
  /// Forgets the last clearing, and sorts the orders into the book: the best bids and offers, the
  /// competitive prices and the greatest welfare are known from here on.
  public mutating func begin(_ orders: Span<Order>) {
    reset(orders)
    refusedOrderCount = book.load(orders)
    noteRefusedOrders(orders)
    recordCompetitivePrices()
    greatestWelfare = book.crossedWelfare
  }

  /// Adds a trade at one price.
  ///
  /// - Parameters:
  ///   - bid: The index of the bid.
  ///   - offer: The index of the offer.
  ///   - orders: The orders of the clearing.
  ///   - energy: The energy, at most what both orders still have; no trade is added without any.
  ///   - price: What the buyer pays and the seller receives.
  public mutating func addTrade(
    bid: Int, offer: Int, of orders: Span<Order>, energy: MeteredEnergy, price: EnergyPrice
  ) {
    addTrade(
      bid: bid, offer: offer, of: orders, energy: energy, buyerPrice: price, sellerPrice: price)
  }

  /// Adds a trade in which the buyer pays another price than the seller receives.
  ///
  /// - Parameters:
  ///   - bid: The index of the bid.
  ///   - offer: The index of the offer.
  ///   - orders: The orders.
  ///   - energy: The energy.
  ///   - buyerPrice: What the buyer pays.
  ///   - sellerPrice: What the seller receives.
  ///   - networkFee: The part of the difference that the owner of the network receives.
  public mutating func addTrade(
    bid: Int, offer: Int, of orders: Span<Order>, energy: MeteredEnergy, buyerPrice: EnergyPrice,
    sellerPrice: EnergyPrice, networkFee: EnergyPrice = .zero
  ) {
    let energy = min(
      energy, min(energyLeft(ofOrder: bid, orders), energyLeft(ofOrder: offer, orders)))
    guard energy > .zero else { return }
    trades.append(
      Trade(
        buyerOrder: Int32(truncatingIfNeeded: bid), sellerOrder: Int32(truncatingIfNeeded: offer),
        buyer: orders[bid].trader, seller: orders[offer].trader, energy: energy,
        buyerPrice: buyerPrice, sellerPrice: sellerPrice, networkFee: networkFee))
    // No order is served more than its energy, and no side more than 64 bits hold.
    servedEnergy[bid] = servedEnergy[bid] + energy
    servedEnergy[offer] = servedEnergy[offer] + energy
    volume = volume + energy
  }

  /// What an order may still trade; nothing when it was refused.
  public func energyLeft(ofOrder index: Int, _ orders: Span<Order>) -> MeteredEnergy {
    guard refusedOrders.isEmpty || !refusedOrders.contains(Int32(truncatingIfNeeded: index)) else {
      return .zero
    }
    return max(orders[index].energy, .zero) - servedEnergy[index]
  }

  /// Calculates what follows from the trades: the welfare, the common price, the fees, and what the
  /// auctioneer keeps.
  public mutating func conclude(_ orders: Span<Order>) {
    var total = ClearingTotals()
    for trade in trades { total.add(trade, orders) }
    welfare = total.welfare
    price = total.commonPrice
    networkFees = total.fees
    for payment in sidePayments { total.add(payment) }
    auctioneerBalance = total.balance
  }

  /// Lets a trader pay the auctioneer beside its trades; before ``conclude(_:)``.
  public mutating func addSidePayment(of trader: Int32, _ amount: Money) {
    sidePayments.append(SidePayment(trader: trader, amount: amount))
  }
}

extension Clearing {
  /// Notes the orders whose energy has no room on their side, which the book left out as well.
  private mutating func noteRefusedOrders(_ orders: Span<Order>) {
    refusedOrders.removeAll(keepingCapacity: true)
    guard refusedOrderCount > 0 else { return }
    var (bids, offers): (Int64, Int64) = (0, 0)
    for index in orders.indices where orders[index].energy > .zero {
      let energy = orders[index].energy.milliwattHours
      let (sum, overflows) = (orders[index].side == .bid ? bids : offers)
        .addingReportingOverflow(energy)
      switch (overflows, orders[index].side) {
      case (true, _): refusedOrders.append(Int32(truncatingIfNeeded: index))
      case (false, .bid): bids = sum
      case (false, .offer): offers = sum
      }
    }
  }
}

/// Sums over trades, in 128 bits.
private struct ClearingTotals {
  private var welfareSum: Int128 = 0
  private var feeSum: Int128? = 0
  private var balanceSum: Int128? = 0
  private var price: EnergyPrice?
  private var hasOnePrice = true

  var welfare: Money? {
    Int64(exactly: quotientRoundedHalfToEven(welfareSum, by: 1_000_000)).map(Money.init(micros:))
  }
  var commonPrice: EnergyPrice? { hasOnePrice ? price : nil }
  var fees: Money? { feeSum.flatMap(Int64.init(exactly:)).map(Money.init(micros:)) }
  var balance: Money? { balanceSum.flatMap(Int64.init(exactly:)).map(Money.init(micros:)) }

  mutating func add(_ trade: Trade, _ orders: Span<Order>) {
    let energy = Int128(trade.energy.milliwattHours)
    // The energies of a side sum to less than 2⁶³, so the sum of products is below 2¹²⁷.
    welfareSum +=
      energy * Int128(orders[Int(trade.buyerOrder)].limitPrice.microsPerKilowattHour)
      - energy * Int128(orders[Int(trade.sellerOrder)].limitPrice.microsPerKilowattHour)
    if trade.buyerPrice != trade.sellerPrice { hasOnePrice = false }
    if let price, price != trade.buyerPrice { hasOnePrice = false }
    price = trade.buyerPrice
    guard trade.buyerPrice != trade.sellerPrice else { return }
    let paid = try? trade.buyerPrice.cost(of: trade.energy)
    let received = try? trade.sellerPrice.cost(of: trade.energy)
    let difference = paid.flatMap { paid in
      received.map { Int128(paid.micros) - Int128($0.micros) }
    }
    // A fee that is the whole difference of prices is the whole difference of money, so that three
    // roundings leave nothing to the auctioneer.
    let (margin, overflows) = trade.buyerPrice.microsPerKilowattHour.subtractingReportingOverflow(
      trade.sellerPrice.microsPerKilowattHour)
    guard overflows || margin != trade.networkFee.microsPerKilowattHour else {
      feeSum = sum(feeSum, difference)
      return
    }
    let fee = try? trade.networkFee.cost(of: trade.energy)
    feeSum = sum(feeSum, fee.map { Int128($0.micros) })
    balanceSum = sum(balanceSum, difference)
    balanceSum = sum(balanceSum, fee.map { -Int128($0.micros) })
  }

  mutating func add(_ payment: SidePayment) {
    balanceSum = balanceSum.map { $0 + Int128(payment.amount.micros) }
  }
}

/// The sum of what is known.
private func sum(_ first: Int128?, _ second: Int128?) -> Int128? {
  guard let first, let second else { return nil }
  return first + second
}
