/// The keys of the JSON text stay; new ones may be added.
extension ClearingReport: Encodable {
  private enum CodingKeys: String, CodingKey {
    case design, parameters, rules, interval, volume, price, lowerCompetitivePrice
    case upperCompetitivePrice, marginalBid, marginalOffer, welfare, greatestWelfare, lostWelfare
    case auctioneerBalance, networkFees, trades, orders, sidePayments, iterations, hasConverged
    case refusedOrders
  }

  public func encode(to encoder: any Encoder) throws {
    // Written out, because synthesized code leaves out the keys of what is nil.
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(design, forKey: .design)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(rules, forKey: .rules)
    try container.encode(interval, forKey: .interval)
    try container.encode(volume, forKey: .volume)
    try container.encode(price, forKey: .price)
    try container.encode(lowerCompetitivePrice, forKey: .lowerCompetitivePrice)
    try container.encode(upperCompetitivePrice, forKey: .upperCompetitivePrice)
    try container.encode(marginalBid, forKey: .marginalBid)
    try container.encode(marginalOffer, forKey: .marginalOffer)
    try container.encode(welfare, forKey: .welfare)
    try container.encode(greatestWelfare, forKey: .greatestWelfare)
    try container.encode(lostWelfare, forKey: .lostWelfare)
    try container.encode(auctioneerBalance, forKey: .auctioneerBalance)
    try container.encode(networkFees, forKey: .networkFees)
    try container.encode(trades, forKey: .trades)
    try container.encode(orders, forKey: .orders)
    try container.encode(sidePayments, forKey: .sidePayments)
    try container.encode(iterations, forKey: .iterations)
    try container.encode(hasConverged, forKey: .hasConverged)
    try container.encode(refusedOrders, forKey: .refusedOrders)
  }
}

extension ClearingReport.OrderLine: Encodable {
  private enum CodingKeys: String, CodingKey {
    case id, side, trader, kwh, price, servedKwh, curtailedKwh, amount
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(side, forKey: .side)
    try container.encode(trader, forKey: .trader)
    try container.encode(kwh, forKey: .kwh)
    try container.encode(price, forKey: .price)
    try container.encode(servedKwh, forKey: .servedKwh)
    try container.encode(curtailedKwh, forKey: .curtailedKwh)
    try container.encode(amount, forKey: .amount)
  }
}
