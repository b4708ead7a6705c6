public import Parameters
public import Quantities

/// What members generate together is shared among those who consume, by quotas.
///
/// | Rule | A member of demand D and quota k gets of the generation G | In use |
/// | --- | --- | --- |
/// | `static` | min(D, k·G) | Spain's β, Enedis *statique* |
/// | `dynamic` | D / ΣD · min(G, ΣD) | Enedis by default |
/// | `redistribution` | k·G, and what others leave in proportion to *k* until it is used | |
///
/// Offers are the shared generation and bids the demand. All shared energy has one price, 0 unless
/// another is given; limit prices are not asked, because who joined the community agreed to its
/// price. Quotas are those of the context; without them all traders who bid have the same. Quotas
/// that sum to more than 1 are divided by their sum; those of traders who do not bid stay unused
/// under `static`.
///
/// Parts are rounded down to milliwatt-hours, what is left goes to the largest remainders, equal
/// ones in rotation. Sellers deliver in proportion to their offers. Nobody's welfare is asked for,
/// so it is not efficient in general.
public struct QuotaSharing: MarketMechanism, Parameterized, Hashable {
  /// How what is generated is shared.
  public enum Rule: String, CaseIterable, Hashable, Sendable {
    /// By quota, unused parts lost to the grid.
    case `static`
    /// By demand.
    case dynamic
    /// By quota, unused parts shared again.
    case redistribution
  }

  public static let parameterSet = ParameterSet(
    name: "quota-sharing",
    "Generation is shared among consumers by quotas or by demand.",
    [
      Parameter(
        "rule", .choice(Rule.allCases.map(\.rawValue)), default: .text(Rule.static.rawValue),
        "How generation is shared."),
      Parameter(
        "price", .quantity(.energyPrice), minimum: -1e6, maximum: 1e6, default: .number(0),
        "What consumers pay generators for shared energy."),
    ])

  /// How generation is shared.
  public var rule: Rule
  /// What consumers pay generators.
  public var price: EnergyPrice

  /// Creates the mechanism.
  public init(rule: Rule = .static, price: EnergyPrice = .zero) {
    self.rule = rule
    self.price = price
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    guard let rule = Rule(rawValue: values.text("rule")) else {
      throw ParameterError("rule", "'rule' must be 'static', 'dynamic' or 'redistribution'")
    }
    guard let price = EnergyPrice(rounding: values.number("price")) else {
      throw ParameterError("price", "'price' must be a price that can be counted")
    }
    self.init(rule: rule, price: price)
  }

  public static let traits = MechanismTraits(
    isIndividuallyRational: false, needs: .quotaShares, servesByLimit: false)

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "\(price.unitsPerKilowattHour) currency/kWh for all shared energy"),
      ("sharing_rule", rule.rawValue),
      ("tie_rule", "equal remainders in rotation"),
      ("energy_rounding", "largest remainders, 1e-6 kWh"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    defer { clearing.conclude(orders) }
    let turn = context.intervalOrdinal
    let demands = Demands(clearing.book.bids.entries, context.quotaShares)
    let generation = clearing.book.offers.energy
    let parts = demands.parts(of: generation, rule, turn: turn)
    let total = parts.reduce(0, +)
    guard total > 0 else { return }
    for place in clearing.book.bids.entries.indices { clearing.book.bids.entries[place].served = 0 }
    for (member, part) in parts.enumerated() {
      var left = part
      for place in demands.entries[member] {
        let served = min(left, clearing.book.bids.entries[place].energy)
        clearing.book.bids.entries[place].served = served
        left -= served
      }
    }
    let sold = sharesByLargestRemainder(
      total, clearing.book.offers.entries.map(\.energy), turn: turn)
    for place in sold.indices { clearing.book.offers.entries[place].served = sold[place] }
    clearing.joinBook(orders, at: price)
  }
}

extension Clearing {
  /// Joins what the book says is served, at a price that asks no limits.
  fileprivate mutating func joinBook(_ orders: Span<Order>, at price: EnergyPrice) {
    let (bids, offers) = (book.bids.entries, book.offers.entries)
    var offer = 0
    var offerLeft = offers.first?.served ?? 0
    for bid in bids {
      var left = bid.served
      while left > 0, offer < offers.count {
        let energy = min(left, offerLeft)
        if energy > 0 {
          addTrade(
            bid: Int(bid.order), offer: Int(offers[offer].order), of: orders,
            energy: MeteredEnergy(milliwattHours: energy), price: price)
        }
        left -= energy
        offerLeft -= energy
        if offerLeft == 0 {
          offer += 1
          offerLeft = offer < offers.count ? offers[offer].served : 0
        }
      }
    }
  }
}

/// The demand of each trader with its quota.
private struct Demands {
  /// By member, the places of its bids.
  var entries: [[Int]] = []
  var energies: [Int64] = []
  /// In 10⁻¹² of the generation.
  var quotas: [Int64] = []

  init(_ bids: [OrderBook.Entry], _ shares: [Double]) {
    var memberOfTrader: [Int32: Int] = [:]
    var traders: [Int32] = []
    for place in bids.indices.sorted(by: { bids[$0].order < bids[$1].order }) {
      let bid = bids[place]
      if let member = memberOfTrader[bid.trader] {
        entries[member].append(place)
        energies[member] += bid.energy
      } else {
        memberOfTrader[bid.trader] = traders.count
        traders.append(bid.trader)
        entries.append([place])
        energies.append(bid.energy)
      }
    }
    guard !shares.isEmpty else {
      quotas = sharesByLargestRemainder(
        wholeQuota, Array(repeating: 1, count: traders.count), turn: 0)
      return
    }
    let sum = max(1, shares.reduce(0) { $0 + sound($1) })
    quotas = traders.map { trader in
      guard trader >= 0, Int(trader) < shares.count else { return 0 }
      return Int64((sound(shares[Int(trader)]) / sum * Double(wholeQuota)).rounded(.down))
    }
  }

  func parts(of generation: Int64, _ rule: QuotaSharing.Rule, turn: Int64) -> [Int64] {
    switch rule {
    case .static:
      // The unused rest of the whole is a member of its own.
      let unused = max(0, wholeQuota - quotas.reduce(0, +))
      let parts = sharesByLargestRemainder(generation, quotas + [unused], turn: turn)
      return zip(energies, parts).map { min($0, $1) }
    case .dynamic:
      let demand = energies.reduce(0, +)
      return sharesByLargestRemainder(min(generation, demand), energies, turn: turn)
    case .redistribution: return filledParts(of: generation, turn: turn)
    }
  }

  /// Whose demand is below its part gets it all; the rest is shared among the others, and so on.
  private func filledParts(of generation: Int64, turn: Int64) -> [Int64] {
    var parts = [Int64](repeating: 0, count: energies.count)
    var left = generation
    var quotaLeft = quotas.reduce(Int128(0)) { $0 + Int128($1) }
    // By demand per quota; compared as products of 63 bits.
    let order = quotas.indices.filter { quotas[$0] > 0 }.sorted { first, second in
      let products = (
        Int128(energies[first]) * Int128(quotas[second]),
        Int128(energies[second]) * Int128(quotas[first])
      )
      return products.0 == products.1 ? first < second : products.0 < products.1
    }
    for (place, member) in order.enumerated() {
      guard Int128(energies[member]) * quotaLeft <= Int128(left) * Int128(quotas[member]) else {
        let rest = order[place...]
        let shared = sharesByLargestRemainder(left, rest.map { quotas[$0] }, turn: turn)
        for (member, part) in zip(rest, shared) { parts[member] = min(part, energies[member]) }
        return parts
      }
      parts[member] = energies[member]
      left -= energies[member]
      quotaLeft -= Int128(quotas[member])
    }
    return parts
  }
}

/// The whole generation, in 10⁻¹².
private let wholeQuota: Int64 = 1_000_000_000_000

private func sound(_ share: Double) -> Double { share.isFinite ? min(max(0, share), 1e12) : 0 }
