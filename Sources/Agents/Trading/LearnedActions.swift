import Markets
import Parameters
import Quantities
import RandomStreams

/// The prices that a learning trader chooses among: even steps from its limit to the boldest price.
///
/// Action 0 names the limit, the last one the boldest price of the ``QuoteRequest``.
struct ActionGrid: Hashable, Sendable {
  /// The number of actions.
  let count: Int

  /// Creates a grid of 2 to 1000 actions.
  init(_ count: Int) { self.count = min(max(count, 2), 1000) }

  /// The price of an action.
  func price(of action: Int, for quote: QuoteRequest) -> EnergyPrice {
    quote.price(atShare: 1 - Double(action) / Double(count - 1))
  }

  /// The action nearest to a price.
  func action(of price: EnergyPrice, for quote: QuoteRequest) -> Int {
    let boldest = Double(quote.boldestPrice.microsPerKilowattHour)
    let distance = boldest - quote.limitNumber
    guard distance != 0 else { return 0 }
    let share = (Double(price.microsPerKilowattHour) - quote.limitNumber) / distance
    return Int((limited(share, 0, 1) * Double(count - 1)).rounded())
  }

  /// The action drawn with probabilities in proportion to weights that are not negative; evenly when
  /// they have no sum.
  static func draw(_ weights: [Double], _ draws: inout RandomDraws) -> Int {
    var total = 0.0
    for weight in weights { total += weight }
    guard total > 0, total.isFinite else {
      return Int(truncatingIfNeeded: draws.uniformInteger(below: UInt64(max(weights.count, 1))))
    }
    var rest = draws.uniform() * total
    var last = 0
    for index in weights.indices where weights[index] > 0 {
      last = index
      rest -= weights[index]
      if rest < 0 { break }
    }
    return last
  }
}

extension TradingOutcome {
  /// The profit as a share of what the energy of the order would gain over the whole range of prices.
  ///
  /// It has no unit, so that learning parameters mean the same in any currency.
  var relativeProfit: Double {
    let most = energy.kilowattHours * quote.width * 1e-6
    guard most > 0 else { return 0 }
    let share = profit / most
    return share.isFinite ? limited(share, -1e6, 1e6) : 0
  }
}

extension Parameter {
  /// The number of prices that a learning trader chooses among.
  static let actions = Parameter(
    "actions", .integer, minimum: 2, maximum: 1000, default: .integer(21),
    "Number of prices to choose among, in even steps from the marginal value to the boldest price.")
}
