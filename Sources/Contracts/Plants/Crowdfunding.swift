/// The collection of money for a plant: all or nothing.
public struct Crowdfunding: Hashable, Sendable {
  /// When it was opened, in seconds.
  public let start: Int64
  /// The last second in which bids are taken.
  public let end: Int64
  /// The bids that stand, in the order of the bidders' admission.
  public private(set) var bids: [CrowdfundingBid] = []
  /// The sum of the bids, in whole units of the currency.
  public private(set) var total: Int64 = 0
  /// Whether the target was met; meaningful once there is a result.
  public internal(set) var isSuccess = false
  /// Whether the result was asked for.
  public internal(set) var hasResult = false

  init(start: Int64, end: Int64) {
    self.start = start
    self.end = end
  }

  /// The bid of a member, by the number of its admission; 0 when there is none.
  public func bid(of sequence: Int64) -> Int64 {
    let place = place(of: sequence)
    return isBidder(sequence, at: place) ? bids[place].amount : 0
  }

  /// Sets a member's bid; 0 removes it.
  ///
  /// The total must stay within the target, so it does not overflow.
  mutating func setBid(_ amount: Int64, of sequence: Int64, _ address: MemberAddress) {
    let place = place(of: sequence)
    if isBidder(sequence, at: place) {
      total -= bids[place].amount
      if amount == 0 { bids.remove(at: place) } else { bids[place].amount = amount }
    } else if amount > 0 {
      bids.insert(
        CrowdfundingBid(sequence: sequence, address: address, amount: amount), at: place)
    }
    total += amount
  }

  /// Takes all bids out.
  ///
  /// - Returns: The bids that stood.
  mutating func returnBids() -> [CrowdfundingBid] {
    defer { (bids, total) = ([], 0) }
    return bids
  }

  private func isBidder(_ sequence: Int64, at place: Int) -> Bool {
    place < bids.count && bids[place].sequence == sequence
  }

  /// Where the bid of a member stands or would stand.
  private func place(of sequence: Int64) -> Int {
    var (low, high) = (0, bids.count)
    while low < high {
      let middle = (low + high) / 2
      if bids[middle].sequence < sequence { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// What a member offers for a plant.
public struct CrowdfundingBid: Hashable, Sendable {
  /// The number of the bidder's admission.
  public let sequence: Int64
  /// The bidder.
  public let address: MemberAddress
  /// The amount, in whole units of the currency.
  public internal(set) var amount: Int64
}
