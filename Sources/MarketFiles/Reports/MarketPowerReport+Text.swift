extension MarketPowerReport {
  /// The report for people.
  public var text: String {
    var facts: [(String, String)] = [
      ("price", price.map { "\($0) ¤/kWh" } ?? "–"),
      ("Lerner index", "sellers \(number(lernerIndex)), buyers \(number(buyerLernerIndex))"),
      (
        "concentration",
        "sellers \(number(sellerConcentration)), buyers \(number(buyerConcentration))"
      ),
      ("core", core),
    ]
    if !blockingCoalition.isEmpty {
      let shownNames = blockingCoalition.prefix(12).map { shown($0) }.joined(separator: ", ")
      let more = blockingCoalition.count > 12 ? " and others" : ""
      facts.append(("better alone", "\(shownNames)\(more), by \(number(coreExcess)) ¤"))
    }
    var table = TextTable(
      [
        "trader", "residual supply", "residual demand", "gain ¤", "best response adds ¤",
        "Shapley value ¤", "± ¤",
      ], right: [1, 2, 3, 4, 5, 6])
    for line in traders {
      table.add([
        shown(line.trader), number(line.residualSupplyIndex), number(line.residualDemandIndex),
        number(line.gain), number(line.bestResponseGain), number(line.shapleyValue),
        number(line.shapleyError),
      ])
    }
    let heading = ["\(design): market power", ""]
    return
      (heading + facts.map { "  \($0.0.padding(to: 16))\($0.1)" } + ["", "traders"]
      + table.lines).joined(separator: "\n")
  }

  /// A number with six significant digits at most.
  private func number(_ value: Double?) -> String { value.map { shortText($0) } ?? "–" }
}

/// A number rounded to six decimals, the shortest text of it.
package func shortText(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e9 else { return "\(value)" }
  return ExactDecimal(millionths: Int64((value * 1e6).rounded())).description
}
