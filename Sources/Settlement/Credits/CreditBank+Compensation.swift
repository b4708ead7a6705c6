public import Quantities

extension CreditBank {
  /// Offsets a member's consumption of a month with its credits, the oldest first.
  ///
  /// ```text
  /// K   = max(0, Σ_p C_p − C_min)                 what may be offset
  /// a_p = min(credits of period p, C_p)            A = Σ_p a_p
  /// ```
  ///
  /// When *A* is at most *K*, every period is offset by *a_p*. Otherwise the minimum binds, and
  /// *K* is divided in proportion to *a_p*, so that the minimum weighs on all periods alike. Where
  /// credits may cross periods, `min(K − A, credits left)` of what is left of them then offsets the
  /// rest of the consumption, in proportion to the rest of each period. Proportions are rounded so
  /// that their sum is exact.
  ///
  /// With one period, or where credits cross periods, that makes `min(credits, max(0, C − C_min))`.
  ///
  /// - Parameters:
  ///   - consumption: What the supplier delivered in each period of the member's tariff.
  ///   - minimum: The consumption that stays due in full.
  ///   - member: The index of the member.
  ///   - month: The month of the consumption.
  /// - Returns: What is offset in each period.
  /// - Throws: `QuantityOverflow` when the consumption leaves the range of 64 bits; nothing has
  ///   changed then.
  public mutating func compensate(
    _ consumption: [MeteredEnergy], minimum: MeteredEnergy, member: Int, month: Int
  ) throws(QuantityOverflow) -> [MeteredEnergy] {
    precondition(
      consumption.count == periodCount(ofMember: member),
      "there must be one consumption for each period of the member's tariff")
    let demands = consumption.map { max($0, .zero) }
    let total = try sum(demands)
    var offset: [MeteredEnergy] = []
    for period in demands.indices {
      let credits = balance(ofMember: member, period: period, usableIn: month)
      offset.append(min(demands[period], credits))
    }
    let matched = try sum(offset)
    let limit = max(total - max(minimum, .zero), .zero)
    if matched > limit { offset = shares(of: limit, inProportionTo: offset) }
    for period in offset.indices {
      offset[period] = useOwn(upTo: offset[period], member: member, period: period, month: month)
    }
    guard crossPeriod, matched < limit else { return offset }
    let crossing = useAny(upTo: limit - matched, member: member, month: month)
    let rests = demands.indices.map { demands[$0] - offset[$0] }
    let crossed = shares(of: crossing, inProportionTo: rests)
    return offset.indices.map { offset[$0] + crossed[$0] }
  }

  private func sum(_ energies: [MeteredEnergy]) throws(QuantityOverflow) -> MeteredEnergy {
    var sum = MeteredEnergy.zero
    for energy in energies { sum = try sum.adding(energy) }
    return sum
  }

  /// Divides an energy in proportion to weights that sum to at least as much: the differences of
  /// the rounded running sums, so that no share exceeds its weight and all sum to the energy.
  private func shares(
    of energy: MeteredEnergy, inProportionTo weights: [MeteredEnergy]
  ) -> [MeteredEnergy] {
    let total = weights.reduce(Int128(0)) { $0 + Int128($1.milliwattHours) }
    var running = Int128(0)
    var given = Int128(0)
    return weights.map { weight in
      running += Int128(weight.milliwattHours)
      let until = quotientRoundedHalfToEven(
        Int128(energy.milliwattHours) * running, by: max(total, 1))
      defer { given = until }
      return MeteredEnergy(milliwattHours: Int64(clamping: until - given))
    }
  }
}
