/// Something that a member may inject or draw less of than it was expected to.
struct EnvelopeCut {
  let member: Int
  let isExport: Bool
  /// What it was expected to inject or draw before the cut, and what is left of it, in W.
  let wattsBefore: Double
  let wattsAfter: Double
  /// The limit for whose sake it is cut.
  let reason: NetworkLimit
  /// The round of the check, counted from 1; 0 for what the market itself left out.
  let round: Int
  /// Whether nothing physical follows, because nobody can switch the load off.
  let isFinancialOnly: Bool

  var watts: Double { wattsBefore - wattsAfter }
}

/// What the check of a delivery interval came to.
struct FeederCheck {
  /// Whether the power flow of the forecast converged.
  var isSolved = false
  /// The limit that the forecast was farthest beyond or nearest to.
  var worst: (limit: NetworkLimit, excess: Double)?
  /// The number of limits that the forecast was beyond, and that still are after all cuts.
  var violations = 0
  var violationsLeft = 0
  var rounds = 0
  /// Whether the rounds ended by themselves.
  var hasConverged = true
  /// The highest fee of a zone, in 10⁻⁶ of the currency per kWh.
  var feeMicros: Int64 = 0
  var cuts: [EnvelopeCut] = []
}
