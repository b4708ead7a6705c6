import Quantities

/// Tells in the order of submission which orders a book accepts: those of positive energy, while the
/// energy of their side stays in 64 bits.
struct AcceptedOrders {
  private var bidEnergy: Int64 = 0
  private var offerEnergy: Int64 = 0

  /// Whether the next order is accepted.
  mutating func accepts(_ order: Order) -> Bool {
    let energy = order.energy.milliwattHours
    let (sum, overflows) = (order.side == .bid ? bidEnergy : offerEnergy)
      .addingReportingOverflow(energy)
    guard energy > 0, !overflows else { return false }
    if order.side == .bid { bidEnergy = sum } else { offerEnergy = sum }
    return true
  }
}

extension TraderMemory {
  /// Notes the bids and offers that are accepted, in the order of submission.
  mutating func listAccepted(_ orders: Span<Order>) {
    bids.removeAll(keepingCapacity: true)
    offers.removeAll(keepingCapacity: true)
    var accepted = AcceptedOrders()
    for index in 0..<orders.count where accepted.accepts(orders[index]) {
      if orders[index].side == .bid { bids.append(index) } else { offers.append(index) }
    }
  }
}

/// The order in which traders come to a market.
public enum Arrival: String, CaseIterable, Hashable, Sendable {
  /// The order of submission.
  case submission
  /// A random order, all being equally likely.
  case random
}
