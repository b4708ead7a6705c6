/// What happened in a session: one ``SessionDay`` for each of its days.
public struct SessionResult: Hashable, Sendable {
  /// The days.
  public let days: [SessionDay]
}

/// What happened in one day of a laboratory market.
public struct SessionDay: Hashable, Sendable {
  /// The number of units traded; a call market may trade parts of units.
  public var quantity = 0.0
  /// The number of trades.
  public var tradeCount = 0
  /// The number of quotes, shouts or orders.
  public var quoteCount = 0
  /// The mean price of the trades, in tokens; `nil` without trades.
  public var meanPrice: Double?
  /// The surplus of values over costs that was traded as a percentage of the greatest one; `nil` when
  /// that is zero.
  public var efficiency: Double?
  /// Smith's coefficient of convergence, as a percentage of the equilibrium price p₀; `nil` without
  /// trades or without an equilibrium price other than zero.
  ///
  /// ```text
  /// α = 100/p₀ · √mean((p − p₀)²)
  /// ```
  public var alpha: Double?
  /// How far the traders' profits π are from those π* at the equilibrium price, in tokens.
  ///
  /// ```text
  /// √mean over traders ((π − π*)²)
  /// ```
  public var profitDispersion = 0.0
  /// By part of the mix, the profit of its traders, in tokens.
  public var profits: [Double] = []
  /// By part of the mix, the profit that its traders would make at the equilibrium price, in tokens.
  public var equilibriumProfits: [Double] = []
}

/// The mean of a quantity over replications, with its precision.
public struct SessionStatistic: Hashable, Sendable {
  /// The number of replications in which the quantity is known.
  public private(set) var count = 0
  /// The mean; zero when the count is.
  public private(set) var mean = 0.0
  private var squares = 0.0

  /// Creates the statistic of nothing.
  public init() {}

  /// Adds a number by Welford's recurrence; `nil` is passed over.
  public mutating func add(_ number: Double?) {
    guard let number else { return }
    count += 1
    let difference = number - mean
    mean += difference / Double(count)
    squares += difference * (number - mean)
  }

  /// The standard deviation of single replications.
  public var standardDeviation: Double {
    count > 1 ? (squares / Double(count - 1)).squareRoot() : 0
  }

  /// The standard error of the mean.
  public var standardError: Double {
    count > 0 ? standardDeviation / Double(count).squareRoot() : 0
  }
}

/// What happened in one day of many replications of a session.
public struct SessionDaySummary: Hashable, Sendable {
  /// The units traded.
  public private(set) var quantity = SessionStatistic()
  /// The mean price, in tokens.
  public private(set) var meanPrice = SessionStatistic()
  /// The allocative efficiency, as a percentage.
  public private(set) var efficiency = SessionStatistic()
  /// Smith's coefficient of convergence, as a percentage.
  public private(set) var alpha = SessionStatistic()
  /// The dispersion of profits, in tokens.
  public private(set) var profitDispersion = SessionStatistic()
  /// By part of the mix, the profit of its traders as a percentage of that at the equilibrium price.
  public private(set) var profitShares: [SessionStatistic] = []

  /// Creates the summary of no days.
  public init() {}

  /// Adds the day of one replication.
  public mutating func add(_ day: SessionDay) {
    quantity.add(day.quantity)
    meanPrice.add(day.meanPrice)
    efficiency.add(day.efficiency)
    alpha.add(day.alpha)
    profitDispersion.add(day.profitDispersion)
    while profitShares.count < day.profits.count { profitShares.append(SessionStatistic()) }
    for (part, profit) in day.profits.enumerated() where day.equilibriumProfits[part] > 0 {
      profitShares[part].add(100 * profit / day.equilibriumProfits[part])
    }
  }
}
