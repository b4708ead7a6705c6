import Markets
import Microgrids
import Quantities
import ResultFiles
import Scenarios
import Testing

/// Fees of congested areas that rise until the network carries what still pays.
struct NetworkFeeTests {
  /// Pairs bids and offers in their order where the limit prices leave room for the zones' fees.
  private struct FeeMarket: MarketMechanism {
    static let name = "fee-market"
    static let traits = MechanismTraits(needs: .zones)
    let rules: [(name: String, value: String)] = []

    func clear(_ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing) {
      clearing.begin(orders)
      for bid in 0..<orders.count where orders[bid].side == .bid {
        for offer in 0..<orders.count where orders[offer].side == .offer {
          let fees = [bid, offer].map {
            context.network?.zoneFee(ofTrader: orders[$0].trader).microsPerKilowattHour ?? 0
          }
          let price = orders[offer].limitPrice
          let paid = price.microsPerKilowattHour + fees[0] + fees[1]
          guard orders[bid].limitPrice.microsPerKilowattHour >= paid else { continue }
          clearing.addTrade(
            bid: bid, offer: offer, of: orders, energy: orders[bid].energy,
            buyerPrice: EnergyPrice(microsPerKilowattHour: paid), sellerPrice: price,
            networkFee: EnergyPrice(microsPerKilowattHour: fees[0] + fees[1]))
        }
      }
      clearing.conclude(orders)
    }
  }

  private static func microgrid(maximumVoltage: Double, feeStep: String) -> ConstrainedMicrogrid {
    var microgrid = ConstrainedMicrogrid()
    microgrid.constraints =
      ", constraints: {policy: pro-rata, maximumVoltage: \(maximumVoltage), feeStep: \(feeStep)}"
    // Alice's offer comes first.
    microgrid.change = {
      $0.market.spot.mechanism = FeeMarket()
      $0.network?.constraints?.policy = .networkFees
    }
    return microgrid
  }

  @Test("While what is not traded can give way, there is no fee")
  func noFee() throws {
    try Self.microgrid(maximumVoltage: 1.04, feeStep: "0.03 EUR/kWh").run { summary, reader in
      #expect(abs((summary.value("maximum_voltage") ?? 0) - 1.04) <= 1e-6)
      let fees = try reader.numbers(of: "network/constraints/checks/fee")
      #expect(fees == [0, 0])
      let sold = try reader.numbers(of: "member_sold")
      #expect(sold[0] == 4)
    }
  }

  @Test("A fee that nothing else helps against rises in steps until trades give way")
  func risingFee() throws {
    try Self.microgrid(maximumVoltage: 1.005, feeStep: "0.03 EUR/kWh").run { summary, reader in
      #expect((summary.value("maximum_voltage") ?? 0) <= 1.005 + 1e-6)
      #expect(summary.value("violations_left") == 0)
      // Carol pays at most 0.30, and both sides of a trade bear the fee, as the line is one area:
      // alice's 0.10 bears three steps of 0.03, bob's 0.05 four.
      let fees = try reader.numbers(of: "network/constraints/checks/fee")
      #expect(abs(fees[0] - 0.15) < 1e-9)
      #expect(fees[1] == 0)
      let sold = try reader.numbers(of: "member_sold")
      #expect(sold[0] == 0 && sold[1] == 0)
    }
  }

  @Test("The fee ends where the rounds do, and what is left over is recorded")
  func roundsEnd() throws {
    var microgrid = Self.microgrid(maximumVoltage: 1.005, feeStep: "0.03 EUR/kWh")
    microgrid.constraints = microgrid.constraints.replacing("}", with: ", maximumRounds: 3}")
    try microgrid.run { summary, reader in
      let fees = try reader.numbers(of: "network/constraints/checks/fee")
      #expect(abs(fees[0] - 0.09) < 1e-9)
      #expect((summary.value("violations_left") ?? 0) > 0)
      let sold = try reader.numbers(of: "member_sold")
      #expect(sold[0] == 4)
    }
  }

  /// An auction that trades only where it is told of the feeder as it is in the first hour.
  private struct FeederMarket: MarketMechanism {
    static let name = "feeder-market"
    static let traits = MechanismTraits(needs: .feeder)
    let rules: [(name: String, value: String)] = []
    let auction: any MarketMechanism

    func clear(_ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing) {
      clearing.begin(orders)
      clearing.conclude(orders)
      guard let feeder = context.network?.feeder, feeder.maximumVoltage == 1.06,
        // Nobody but those who trade draws active power; half of 2 kvar are 0.01 of 100 kVA.
        feeder.activeLoads.allSatisfy({ abs($0) < 1e-9 }),
        feeder.reactiveLoads.allSatisfy({ abs($0 - 0.01) < 1e-9 })
      else { return }
      auction.clear(orders, context: context, into: &clearing)
    }
  }

  @Test("A locational market is told of the feeder; what it overlooks is cut by price")
  func locational() throws {
    var microgrid = ConstrainedMicrogrid()
    microgrid.reactivePower = ", reactivePower: 2 kvar"
    microgrid.constraints = ", constraints: {policy: price-priority, maximumVoltage: 1.06}"
    microgrid.change = {
      $0.market.spot.mechanism = FeederMarket(auction: $0.market.spot.mechanism)
      $0.network?.constraints?.policy = .locational
    }
    try microgrid.run { summary, reader in
      #expect(abs((summary.value("maximum_voltage") ?? 0) - 1.06) <= 1e-6)
      let sold = try reader.numbers(of: "member_sold")
      #expect(sold[1] == 4)
      let members = try reader.integers(of: "network/constraints/cuts/member")
      #expect(members == [0])
    }
  }

  struct Refusal {
    let constraints: String
    let market: String
    let message: String
  }

  static let refusals = [
    Refusal(
      constraints: "policy: price-priority", market: "kind: none",
      message: "needs a market, whose limit prices"),
    Refusal(
      constraints: "policy: network-fees", market: "kind: uniform-price-double-auction",
      message: "knows no zones"),
    Refusal(
      constraints: "policy: locational", market: "kind: uniform-price-double-auction",
      message: "knows no feeder"),
    Refusal(
      constraints: "policy: pro-rata, minimumVoltage: 1.2", market: "kind: none",
      message: "1.2 is not below 1.1"),
    Refusal(
      constraints: "policy: prorata", market: "kind: none", message: "pro-rata"),
    Refusal(
      constraints: "policy: pro-rata, maximumLoading: 0", market: "kind: none",
      message: "maximumLoading"),
  ]

  @Test(
    "A policy that market or network can't serve is refused with the reason", arguments: refusals)
  func refused(_ refusal: Refusal) {
    var microgrid = ConstrainedMicrogrid()
    microgrid.constraints = ", constraints: {\(refusal.constraints)}"
    microgrid.market = refusal.market
    do {
      _ = try microgrid.scenario()
      Issue.record("the scenario was read")
    } catch {
      #expect("\(error)".contains(refusal.message), "\(error)")
      #expect("\(error)".contains("home.yaml:"))
    }
  }
}
