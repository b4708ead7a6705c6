import Agents
import MarketFiles
import Markets

/// What came of many repetitions of a laboratory market, day by day.
struct SessionReport: Encodable {
  /// A mean with its precision; `nil` when the quantity was never known.
  struct Statistic: Encodable {
    let mean: Double
    let standardError: Double
    /// The number of sessions in which the quantity is known.
    let count: Int

    init?(_ statistic: SessionStatistic) {
      guard statistic.count > 0 else { return nil }
      mean = statistic.mean
      standardError = statistic.standardError
      count = statistic.count
    }

    /// The mean and its standard error with some decimals.
    func text(decimals: Int = 2) -> String {
      "\(fixed(mean, decimals)) ± \(fixed(standardError, decimals))"
    }
  }

  struct Part: Encodable {
    let strategy: String
    let weight: Int
  }

  struct Equilibrium: Encodable {
    let lowestPrice: Int64
    let highestPrice: Int64
    let price: Double
    let quantity: Int
    let surplus: Int64
  }

  struct Day: Encodable {
    let day: Int
    let efficiency: Statistic?
    let alpha: Statistic?
    let profitDispersion: Statistic?
    let meanPrice: Statistic?
    let quantity: Statistic?
    /// By part of the mix, the profit as a percentage of that at the equilibrium price.
    let profitShares: [Statistic?]
  }

  let schedule: String
  let mix: [Part]
  let `protocol`: String
  let design: String?
  let sessions: Int
  let seed: UInt64
  let equilibrium: Equilibrium?
  let days: [Day]

  init(
    _ summaries: [SessionDaySummary], of session: MarketSession, schedule: String, sessions: Int
  ) {
    let configuration = session.configuration
    self.schedule = schedule
    mix = configuration.mix.parts.map { Part(strategy: $0.name, weight: $0.weight) }
    self.protocol = configuration.protocol.name
    if case .callMarket(let mechanism) = configuration.protocol {
      design = mechanism.name
    } else {
      design = nil
    }
    self.sessions = sessions
    seed = configuration.seed
    equilibrium = session.equilibrium.map {
      Equilibrium(
        lowestPrice: $0.lowestPrice, highestPrice: $0.highestPrice, price: $0.price,
        quantity: $0.quantity, surplus: $0.surplus)
    }
    days = summaries.enumerated().map { index, summary in
      Day(
        day: index + 1, efficiency: Statistic(summary.efficiency),
        alpha: Statistic(summary.alpha), profitDispersion: Statistic(summary.profitDispersion),
        meanPrice: Statistic(summary.meanPrice), quantity: Statistic(summary.quantity),
        profitShares: summary.profitShares.map { Statistic($0) })
    }
  }

  /// The report for people.
  var text: String {
    let parts = mix.map { mix.count > 1 ? "\($0.strategy):\($0.weight)" : $0.strategy }
    var lines = [
      "\(parts.joined(separator: ",")) on \(schedule), \(design ?? self.protocol), "
        + "\(sessions) session\(sessions == 1 ? "" : "s"), seed \(seed)"
    ]
    if let equilibrium {
      lines.append(
        "equilibrium: price \(shortText(equilibrium.price)), quantity \(equilibrium.quantity), "
          + "surplus \(equilibrium.surplus)")
    } else {
      lines.append("equilibrium: none, no value reaches any cost")
    }
    var heading = [
      "day", "efficiency %", "Smith's alpha %", "profit dispersion", "mean price", "quantity",
    ]
    if mix.count > 1 { heading += mix.map { "\($0.strategy) profit %" } }
    var table = TextTable(heading, right: Set(heading.indices))
    for day in days {
      var row = [
        "\(day.day)", word(day.efficiency), word(day.alpha), word(day.profitDispersion),
        word(day.meanPrice), word(day.quantity),
      ]
      if mix.count > 1 {
        row += mix.indices.map {
          day.profitShares.indices.contains($0) ? word(day.profitShares[$0]) : "–"
        }
      }
      table.add(row)
    }
    return (lines + [""] + table.lines).joined(separator: "\n")
  }

  private func word(_ statistic: Statistic?) -> String { statistic?.text() ?? "–" }
}

/// A number with a fixed number of decimals.
private func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
  var scale: Int64 = 1
  for _ in 0..<decimals { scale *= 10 }
  let count = Int64((value * Double(scale)).rounded())
  let (whole, part) = count.magnitude.quotientAndRemainder(dividingBy: UInt64(scale))
  let digits = "\(part)"
  let zeros = String(repeating: "0", count: decimals - digits.count)
  return "\(count < 0 ? "-" : "")\(whole).\(zeros)\(digits)"
}
