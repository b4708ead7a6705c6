public import Parameters
public import Quantities

/// The community manager (SCM) of gsy-e as a mechanism: surplus is shared by coefficients and traded
/// at one rate.
///
/// Offers are what homes have beyond their own use and bids what they need beyond it; each trader's
/// share of the context is its coefficient (``CommunityCoefficients``). Of a trader's bids the
/// dearest is served first, and surplus is sold in the order of submission. The rate is the import
/// price of the context, or the base rate that is named, plus what is left of the grid fee; without
/// either, nothing is traded. Shares that do not sum to 1 are scaled; without any, all traders who
/// have an order share alike.
///
/// Source: gsy-e, the last public version (before commit 1aad48f4e, 2025-05-26),
/// `models/area/scm_manager.py`. Its faults are listed at ``CommunityCoefficients``; limit prices
/// are not looked at.
public struct GsyCommunityCoefficients: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "gsy-community-coefficients",
    "As gsy-e's community manager shares: surplus by coefficients, at one rate.",
    [
      Parameter(
        "baseRate", .quantity(.energyPrice), minimum: -1e6, maximum: 1e6, isOptional: true,
        "The rate before the grid fee; the import price of the retailer when left out."),
      Parameter(
        "gridImportFee", .quantity(.energyPrice), minimum: 0, maximum: 1e6, default: .number(0),
        "The grid fee of imported energy."),
      Parameter(
        "gridFeeReduction", .fraction, minimum: 0, maximum: 1, default: .number(0.28),
        "The part of the grid fee that energy of the community is spared."),
    ])

  /// The rate before the grid fee; the import price of the context when `nil`.
  public var baseRate: EnergyPrice?
  /// The grid fee of imported energy.
  public var gridImportFee: EnergyPrice
  /// The part of the grid fee that energy of the community is spared, from 0 to 1.
  public var gridFeeReduction: Double

  /// Creates the mechanism.
  public init(
    baseRate: EnergyPrice? = nil, gridImportFee: EnergyPrice = .zero,
    gridFeeReduction: Double = 0.28
  ) {
    self.baseRate = baseRate
    self.gridImportFee = gridImportFee
    self.gridFeeReduction = gridFeeReduction
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.init(
      baseRate: values.optionalNumber("baseRate").map { EnergyPrice(parameter: $0) },
      gridImportFee: EnergyPrice(parameter: values.number("gridImportFee")),
      gridFeeReduction: values.number("gridFeeReduction"))
  }

  public static let traits = MechanismTraits(
    isIndividuallyRational: false, isIndifferentToOrder: false,
    needs: [.quotaShares, .retailPrices], servesByLimit: false)

  public var rules: [(name: String, value: String)] {
    PeerRules(
      system: "gsy-e community manager, coefficients", version: "before 1aad48f4e (2025-05-26)",
      price: "base rate plus the reduced grid fee, for buyers and sellers",
      ties: "surplus is sold in the order of submission",
      priceRounding: "half to even, 1e-6 currency/kWh",
      energyRounding: "half to even, 1e-6 kWh, no more than is left",
      fault: "of equal sellers the first sells all; unused shares are lost"
    ).entries + [
      (
        "base_rate",
        baseRate.map { "\($0.unitsPerKilowattHour)" } ?? "import price of the retailer"
      ),
      ("grid_import_fee", "\(gridImportFee.unitsPerKilowattHour)"),
      ("grid_fee_reduction", "\(gridFeeReduction)"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    guard let base = baseRate ?? context.importPrice else { return }
    let price = base.saturatingSum(reducedGridFee(gridImportFee, by: gridFeeReduction))
    let volume = clearing.book.serveByCoefficients(context.quotaShares)
    clearing.tradeServed(orders, volume: volume, at: price)
    clearing.conclude(orders)
  }
}

extension OrderBook {
  /// Serves bids what their traders' shares of all offers allow, and offers in the order of
  /// submission.
  ///
  /// - Returns: The energy served.
  fileprivate mutating func serveByCoefficients(_ shares: [Double]) -> Int64 {
    let coefficients = TraderCoefficients(shares, distinctTraderCount: distinctTraderCount())
    sortPlaces(of: bids) { Int64($0.trader) }
    var left = offers.energy
    var (trader, traderLeft): (Int32?, Int64) = (nil, 0)
    for place in 0..<remainders.count {
      let entry = remainders.index(at: place)
      if bids.entries[entry].trader != trader {
        trader = bids.entries[entry].trader
        traderLeft = communityPart(coefficients[bids.entries[entry].trader], of: offers.energy)
      }
      let served = min(bids.entries[entry].energy, min(traderLeft, left))
      bids.entries[entry].served = served
      traderLeft -= served
      left -= served
    }
    let volume = offers.energy - left
    sortPlaces(of: offers) { Int64($0.order) }
    var unsold = volume
    for place in 0..<remainders.count {
      let entry = remainders.index(at: place)
      let served = min(offers.entries[entry].energy, unsold)
      offers.entries[entry].served = served
      unsold -= served
    }
    return volume
  }

  /// Sorts the places of a side in the memory for remainders.
  private mutating func sortPlaces(
    of side: borrowing Side, by rank: (Entry) -> Int64
  ) {
    remainders.removeAll()
    for place in side.entries.indices {
      remainders.append(rank: rank(side.entries[place]), index: place)
    }
    remainders.sort()
  }

  /// The number of traders who have an order in the book.
  private mutating func distinctTraderCount() -> Int {
    remainders.removeAll()
    for entry in bids.entries { remainders.append(rank: Int64(entry.trader), index: 0) }
    for entry in offers.entries { remainders.append(rank: Int64(entry.trader), index: 0) }
    remainders.sort()
    var count = 0
    for place in 0..<remainders.count
    where place == 0 || remainders.rank(at: place) != remainders.rank(at: place - 1) {
      count += 1
    }
    return count
  }
}

/// The shares of traders, scaled to sum to 1.
private struct TraderCoefficients {
  private let shares: [Double]
  private let sum: Double
  private let equalShare: Double

  init(_ shares: [Double], distinctTraderCount: Int) {
    self.shares = shares
    sum = shares.reduce(0) { $0 + Self.valid($1) }
    equalShare = 1 / Double(max(distinctTraderCount, 1))
  }

  subscript(_ trader: Int32) -> Double {
    guard !shares.isEmpty else { return equalShare }
    guard sum > 0, sum.isFinite, shares.indices.contains(Int(trader)) else { return 0 }
    return Self.valid(shares[Int(trader)]) / sum
  }

  private static func valid(_ share: Double) -> Double {
    share.isFinite && share > 0 ? share : 0
  }
}
