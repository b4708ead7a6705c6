public import Quantities

/// A negotiation between a buyer and a seller who both concede step by step.
///
/// ```text
/// bid(t) = min(b0 + t·Δb, limit of the bid)      ask(t) = max(a0 − t·Δa, limit of the offer)
/// ```
///
/// They deal in the first round *t* = 0, 1, … in which the bid is not below the ask, at the middle.
public struct Concession: Hashable, Sendable {
  /// What the buyer bids first.
  public var firstBid: EnergyPrice
  /// What the buyer adds in each round, positive.
  public var bidStep: EnergyPrice
  /// What the seller asks first.
  public var firstAsk: EnergyPrice
  /// What the seller takes off in each round, positive.
  public var askStep: EnergyPrice

  /// A deal.
  public struct Deal: Hashable, Sendable {
    /// The round, from 0.
    public var round: Int128
    /// The buyer's last bid.
    public var bid: EnergyPrice
    /// The seller's last ask.
    public var ask: EnergyPrice
    /// The middle of both, rounded half to even.
    public var price: EnergyPrice
  }

  /// Creates a negotiation; steps below the least price count as the least, 10⁻⁶ per kilowatt-hour.
  public init(
    firstBid: EnergyPrice, bidStep: EnergyPrice, firstAsk: EnergyPrice, askStep: EnergyPrice
  ) {
    let least = EnergyPrice(microsPerKilowattHour: 1)
    self.firstBid = firstBid
    self.bidStep = max(bidStep, least)
    self.firstAsk = firstAsk
    self.askStep = max(askStep, least)
  }

  /// The deal of a bid and an offer; `nil` if their limits do not meet.
  ///
  /// - Complexity: O(1): the first round is searched by halving, because the gap never widens.
  public func deal(bidLimit: EnergyPrice, offerLimit: EnergyPrice) -> Deal? {
    guard bidLimit >= offerLimit else { return nil }
    // Both have conceded all by now: a limit is less than 2⁶⁴ away and a step at least 1.
    var (low, high): (Int128, Int128) = (0, 1 << 64)
    while low < high {
      let middle = (low + high) / 2
      if bid(in: middle, bidLimit) >= ask(in: middle, offerLimit) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    let (bid, ask) = (bid(in: low, bidLimit), ask(in: low, offerLimit))
    let middle = quotientRoundedHalfToEven(
      Int128(bid.microsPerKilowattHour) + Int128(ask.microsPerKilowattHour), by: 2)
    return Deal(
      round: low, bid: bid, ask: ask,
      price: EnergyPrice(microsPerKilowattHour: Int64(truncatingIfNeeded: middle)))
  }

  private func bid(in round: Int128, _ limit: EnergyPrice) -> EnergyPrice {
    conceded(firstBid, bidStep, round).map { min($0, limit) } ?? limit
  }

  private func ask(in round: Int128, _ limit: EnergyPrice) -> EnergyPrice {
    conceded(firstAsk, EnergyPrice(microsPerKilowattHour: -askStep.microsPerKilowattHour), round)
      .map { max($0, limit) } ?? limit
  }

  /// A price after some steps; `nil` beyond all prices, and so beyond the limit.
  private func conceded(
    _ first: EnergyPrice, _ step: EnergyPrice, _ round: Int128
  ) -> EnergyPrice? {
    let (way, overflows) = Int128(step.microsPerKilowattHour).multipliedReportingOverflow(by: round)
    let (sum, leaves) = way.addingReportingOverflow(Int128(first.microsPerKilowattHour))
    guard !overflows, !leaves else { return nil }
    return Int64(exactly: sum).map(EnergyPrice.init(microsPerKilowattHour:))
  }
}
