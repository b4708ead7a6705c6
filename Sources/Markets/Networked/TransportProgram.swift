import LinearPrograms
import Quantities

/// Who trades how much with whom, so that the gain beyond the fees is greatest, and the prices that
/// support it.
struct TransportProgram {
  /// A seller and a buyer who gain, with what they trade.
  struct Pair {
    var seller: Int
    var buyer: Int
    /// The fee and what is gained beyond it, in millionths per kilowatt-hour.
    var fee: Int64
    var gain: Int64
    /// In milliwatt-hours.
    var energy: Int64 = 0
  }

  let bids: [OrderBook.Entry]
  let offers: [OrderBook.Entry]
  private(set) var pairs: [Pair] = []
  private var sold: [Int64] = []
  private var bought: [Int64] = []

  init(bids: [OrderBook.Entry], offers: [OrderBook.Entry]) {
    self.bids = bids
    self.offers = offers
  }

  /// Adds a pair, if it gains.
  mutating func addPair(seller: Int, buyer: Int, fee: Int64) {
    let gain = Int128(~bids[buyer].rank) - Int128(offers[seller].rank) - Int128(fee)
    guard gain >= 0, fee >= 0 else { return }
    pairs.append(
      Pair(
        seller: seller, buyer: buyer, fee: fee, gain: Int64(truncatingIfNeeded: min(gain, 1 << 62)))
    )
  }

  /// Decides what is traded; false when the solver gave up.
  mutating func solve() -> Bool {
    sold = Array(repeating: 0, count: offers.count)
    bought = Array(repeating: 0, count: bids.count)
    guard !pairs.isEmpty else { return true }
    var program = LinearProgram()
    var sellerTerms = [[LinearProgram.Term]](repeating: [], count: offers.count)
    var buyerTerms = [[LinearProgram.Term]](repeating: [], count: bids.count)
    for pair in pairs {
      let most = min(bids[pair.buyer].energy, offers[pair.seller].energy)
      // Larger gains than ten thousand currency units per kilowatt-hour count as such.
      let column = program.addColumn(
        cost: -min(Double(pair.gain), 1e10), to: Double(most) / 1e6)
      sellerTerms[pair.seller].append(.init(column, 1))
      buyerTerms[pair.buyer].append(.init(column, 1))
    }
    for (seller, terms) in sellerTerms.enumerated() where !terms.isEmpty {
      program.addRow(to: Double(offers[seller].energy) / 1e6, terms)
    }
    for (buyer, terms) in buyerTerms.enumerated() where !terms.isEmpty {
      program.addRow(to: Double(bids[buyer].energy) / 1e6, terms)
    }
    guard let solution = try? program.solve() else { return false }
    for place in pairs.indices {
      let (seller, buyer) = (pairs[place].seller, pairs[place].buyer)
      // A vertex of whole energies is whole; what doubles cannot hold is cut.
      let wanted = (solution.values[place] * 1e6).rounded()
      let most = min(
        offers[seller].energy - sold[seller], bids[buyer].energy - bought[buyer])
      let energy = wanted > 0 ? min(Int64(exactly: wanted) ?? most, most) : 0
      pairs[place].energy = energy
      sold[seller] += energy
      bought[buyer] += energy
    }
    return true
  }

  /// The price of each seller, at a place between the lowest and the highest prices at which nobody
  /// wants other trades; `nil` when there are none, because numbers were too large for the solver.
  func sellerPrices(_ pricing: CompetitivePricing) -> [Int64]? {
    guard let lowest = extremePrices(isLowest: true), let highest = extremePrices(isLowest: false)
    else { return nil }
    return offers.indices.map { seller in
      guard let low = lowest[seller] ?? highest[seller] else { return 0 }
      let (width, overflows) = max(low, highest[seller] ?? low).subtractingReportingOverflow(low)
      guard !overflows else { return low }
      // Partners have ranges of the same width, so that rounding keeps their prices together.
      return low
        + pricing.price(
          from: .zero, to: EnergyPrice(microsPerKilowattHour: width)
        ).microsPerKilowattHour
    }
  }

  /// The lowest, or the highest, prices of sellers that support the trades.
  ///
  /// They are the longest, or the shortest, paths from the limits of orders: a seller that trades
  /// receives at least its limit, one with energy left at most that; a buyer likewise; no pair
  /// would rather trade, and partners agree.
  private func extremePrices(isLowest: Bool) -> [Int64?]? {
    var sellers = [Int128?](repeating: nil, count: offers.count)
    var buyers = [Int128?](repeating: nil, count: bids.count)
    for (seller, offer) in offers.enumerated() {
      let isBound = isLowest ? sold[seller] > 0 : sold[seller] < offer.energy
      if isBound { sellers[seller] = Int128(offer.rank) }
    }
    for (buyer, bid) in bids.enumerated() {
      let isBound = isLowest ? bought[buyer] < bid.energy : bought[buyer] > 0
      if isBound { buyers[buyer] = Int128(~bid.rank) }
    }
    func improves(_ new: Int128, _ old: Int128?) -> Bool {
      guard let old else { return true }
      return isLowest ? new > old : new < old
    }
    for _ in 0...(offers.count + bids.count) {
      var hasChanged = false
      for pair in pairs {
        let fee = Int128(pair.fee)
        // Lowest: a seller's price is at least the buyer's less the fee, and equal for partners.
        if isLowest || pair.energy > 0, let price = buyers[pair.buyer].map({ $0 - fee }),
          improves(price, sellers[pair.seller])
        {
          sellers[pair.seller] = price
          hasChanged = true
        }
        if !isLowest || pair.energy > 0, let price = sellers[pair.seller].map({ $0 + fee }),
          improves(price, buyers[pair.buyer])
        {
          buyers[pair.buyer] = price
          hasChanged = true
        }
      }
      if !hasChanged { return sellers.map { $0.flatMap { Int64(exactly: $0) } } }
    }
    return nil
  }
}
