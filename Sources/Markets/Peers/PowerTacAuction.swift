public import Parameters
import Quantities

/// The call auction of PowerTAC's wholesale market: one price from the last pair that crosses, never
/// far above its offer.
///
/// ```text
/// p = min(offer + share · (bid − offer), cap · offer)
/// ```
///
/// Orders cross from the best while a bid is not below an offer. The cap was added after a broker
/// cornered the market (powertac-server #870). It is not applied over a negative offer, where it
/// would fall below the offer itself and push the seller under its limit.
///
/// Source: PowerTAC, `AuctionService.java`. Orders without a limit price, position limits and the
/// order book that is broadcast are left out. It clears the efficient volume.
///
/// Its fault: the price is not in general in the competitive interval: the last pair ignores which
/// side is rationed, and the cap keeps the price near cheap offers when bids compete for them.
public struct PowerTacAuction: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "powertac",
    "As PowerTAC clears: one price between the last pair that crosses, near its offer.",
    [
      Parameter(
        "share", .number, minimum: 0, maximum: 1, default: .number(0.5),
        "The place of the price between the last offer (0) and the last bid (1)."),
      Parameter(
        "cap", .number, minimum: 1, maximum: 1000, default: .number(1.05),
        "The greatest price, as a multiple of the last offer."),
    ])

  private let between: CompetitivePricing
  /// The cap, in billionths of the offer.
  private let capBillionths: Int64

  /// Creates the mechanism.
  ///
  /// - Precondition: `share` lies from 0 to 1 and `cap` from 1 to 1000.
  public init(share: Double = 0.5, cap: Double = 1.05) {
    precondition((1...1000).contains(cap), "the cap lies from 1 to 1000")
    between = CompetitivePricing(k: share)
    capBillionths = Int64((cap * 1e9).rounded(.toNearestOrEven))
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    let (share, cap) = (values.number("share"), values.number("cap"))
    guard (0...1).contains(share) else {
      throw ParameterError("share", "'share' must lie from 0 to 1")
    }
    guard (1...1000).contains(cap) else {
      throw ParameterError("cap", "'cap' must lie from 1 to 1000")
    }
    self.init(share: share, cap: cap)
  }

  public static let traits = MechanismTraits(isEfficient: true)

  public var rules: [(name: String, value: String)] {
    PeerRules(
      system: "PowerTAC AuctionService", version: "with powertac-server #870",
      price: "min(offer + share (bid - offer), cap offer) of the last pair", ties: "submission",
      priceRounding: "half to even, 1e-6 currency/kWh",
      fault: "not in general in the competitive interval"
    ).entries + [
      ("share", "\(Double(between.billionths) / 1e9)"), ("cap", "\(Double(capBillionths) / 1e9)"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    if let bid = clearing.marginalBid, let offer = clearing.marginalOffer {
      let price = min(between.price(from: offer, to: bid), cap(over: offer))
      clearing.tradeInBookOrder(orders) { _ in price }
    }
    clearing.conclude(orders)
  }

  /// The greatest price over an offer; no limit over a negative one.
  private func cap(over offer: EnergyPrice) -> EnergyPrice {
    let cap = quotientRoundedHalfToEven(
      Int128(offer.microsPerKilowattHour) * Int128(capBillionths), by: 1_000_000_000)
    guard offer >= .zero, let micros = Int64(exactly: cap) else {
      return EnergyPrice(microsPerKilowattHour: .max)
    }
    return EnergyPrice(microsPerKilowattHour: micros)
  }
}
