import Quantities

/// How the energy of a cycle is shared out to tiers whose limits are cumulative across the periods.
enum TierAllocation {
  /// Adds the energy of a run to the tiers in the order in which it was used.
  ///
  /// - Parameters:
  ///   - energy: The energy of the run.
  ///   - used: What was used before, in all periods.
  ///   - limits: The limits of the run's period; the last is open.
  ///   - tiers: The energy of each tier of the period.
  static func fill(
    _ energy: Int64, after used: inout Int64, limits: ArraySlice<Int64>, tiers: inout [Int64]
  ) throws(BillingError) {
    let (end, overflow) = used.addingReportingOverflow(energy)
    guard !overflow else { throw LineArithmetic.overflow }
    var lower = used
    for (tier, limit) in limits.enumerated() where lower < end {
      let upper = tier == limits.count - 1 ? end : min(limit, end)
      if upper > lower {
        // Each part is at most the end, which fits.
        tiers[tier] += upper - lower
        lower = upper
      }
    }
    used = end
  }

  /// Shares the energy of each period out to tiers in proportion to the total of all periods.
  ///
  /// ```text
  /// E(p,k) = E(p)·[min(T, L(p,k)) − min(T, L(p,k−1))] / T,   T = Σ_p E(p)
  /// ```
  ///
  /// The tiers of a period sum to its energy exactly.
  static func proRata(
    _ energies: [Int64], limits: [Int64], tierCount: Int
  ) throws(BillingError) -> [[Int64]] {
    if tierCount == 1 { return energies.map { [$0] } }
    let total = energies.reduce(Int128(0)) { $0 + Int128($1) }
    return energies.enumerated().map { period, energy in
      var tiers = Array(repeating: Int64(0), count: tierCount)
      guard energy > 0, total > 0 else { return tiers }
      var below: Int64 = 0
      for tier in 0..<tierCount {
        let limit = Int128(max(0, limits[period * tierCount + tier]))
        let isLast = tier == tierCount - 1 || limit >= total
        let upTo =
          isLast
          ? energy
          : Int64(clamping: quotientRoundedHalfToEven(Int128(energy) * limit, by: total))
        tiers[tier] = max(0, upTo - below)
        below = max(below, upTo)
        if isLast { break }
      }
      return tiers
    }
  }
}
