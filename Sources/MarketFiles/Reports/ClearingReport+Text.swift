extension ClearingReport {
  /// The report for people.
  public var text: String {
    ([heading, ""] + facts + tradeLines + orderLines + paymentLines + ruleLines)
      .joined(separator: "\n")
  }

  private var heading: String {
    guard !trades.isEmpty else { return "\(design): nothing is traded" }
    let at = price.map { "at \($0) ¤/kWh" } ?? "at different prices"
    return "\(design): \(volume) kWh in \(trades.count) trade\(trades.count == 1 ? "" : "s") \(at)"
  }

  private var facts: [String] {
    var facts: [(String, String)] = [
      ("interval", "\(interval)"),
      (
        "competitive prices",
        "\(word(lowerCompetitivePrice)) to \(word(upperCompetitivePrice)) ¤/kWh"
      ),
      ("marginal orders", "bid \(word(marginalBid)), offer \(word(marginalOffer)) ¤/kWh"),
      (
        "welfare",
        "\(word(welfare)) of \(word(greatestWelfare)) ¤, \(word(lostWelfare)) ¤ lost"
      ),
      ("auctioneer keeps", "\(word(auctioneerBalance)) ¤"),
      ("network fees", "\(word(networkFees)) ¤"),
    ]
    if !hasConverged, iterations == 0 {
      facts.append(("solution", "none: the book is larger than the design solves"))
    }
    if iterations > 0 {
      facts.append(("iterations", "\(iterations)\(hasConverged ? "" : ", not converged")"))
    }
    if refusedOrders > 0 { facts.append(("orders refused", "\(refusedOrders)")) }
    return facts.map { "  \($0.0.padding(to: 20))\($0.1)" }
  }

  private var tradeLines: [String] {
    guard !trades.isEmpty else { return [] }
    var table = TextTable(
      ["bid", "offer", "kWh", "buyer pays", "seller gets", "network fee"], right: [2, 3, 4, 5])
    for trade in trades {
      table.add([
        shown(trade.bid), shown(trade.offer), "\(trade.kwh)", "\(trade.buyerPrice)",
        "\(trade.sellerPrice)", "\(trade.networkFee)",
      ])
    }
    return ["", "trades (prices in ¤/kWh)"] + table.lines
  }

  private var orderLines: [String] {
    guard !orders.isEmpty else { return [] }
    let hasCurtailment = orders.contains { $0.curtailedKwh != nil }
    var heading = ["order", "side", "trader", "kWh", "limit", "served kWh", "amount ¤"]
    if hasCurtailment { heading.append("curtailed kWh") }
    var table = TextTable(heading, right: [3, 4, 5, 6, 7])
    for order in orders {
      var row = [
        shown(order.id), order.side, shown(order.trader), "\(order.kwh)", "\(order.price)",
        "\(order.servedKwh)", word(order.amount),
      ]
      if hasCurtailment { row.append(word(order.curtailedKwh)) }
      table.add(row)
    }
    return ["", "orders"] + table.lines
  }

  private var paymentLines: [String] {
    guard !sidePayments.isEmpty else { return [] }
    var table = TextTable(["trader", "pays ¤"], right: [1])
    for payment in sidePayments { table.add([shown(payment.trader), "\(payment.amount)"]) }
    return ["", "side payments"] + table.lines
  }

  private var ruleLines: [String] {
    let entries =
      rules
      + parameters.filter { parameter in
        !rules.contains { $0.name == parameter.name }
      }
    guard !entries.isEmpty else { return [] }
    var table = TextTable(["rule", "value"])
    for entry in entries { table.add([entry.name, entry.value]) }
    return ["", "rules"] + table.lines.dropFirst()
  }

  private func word(_ number: ExactDecimal?) -> String { number.map { "\($0)" } ?? "–" }
}

extension String {
  /// The text with spaces behind it up to a width.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
