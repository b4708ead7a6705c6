import Quantities

extension ItalyCommunity {
  /// What the community is paid in a cycle, before it is divided.
  public func premium(for cycle: SharedCycle) throws(BillingError) -> CommunityPremium {
    var result = CommunityPremium()
    var exact: Int128 = 0
    var (shared, injected) = (Int128(0), Int128(0))
    let (begin, end) = (cycle.intervals.lowerBound, cycle.intervals.upperBound)
    for hour in try cycle.energy.windows(ofMinutes: 60) where hour.overlaps(begin..<end) {
      let injections = plants.map { cycle.energy.exports(of: [$0.member], in: hour) }
      let total = injections.reduce(Int128(0)) { $0 + Int128($1) }
      guard total > 0, let supply = Int64(exactly: total) else { continue }
      var withdrawal = Int128(0)
      for member in memberNames.indices {
        withdrawal += Int128(cycle.energy.imports(of: member, in: hour))
      }
      let common = Int64(min(Int128(supply), withdrawal))
      injected += total
      shared += Int128(common)
      let price = try zonalPrice(at: cycle.grid.start(ofInterval: hour.lowerBound))
      for (plant, part) in zip(plants, dealt(common, by: injections)) where part > 0 {
        exact += Int128(part) * Int128(plant.premium.price(at: price).nanos)
      }
    }
    guard let shared = Int64(exactly: shared), let injected = Int64(exactly: injected) else {
      throw BillingError("shared energy leaves the range of 64 bits")
    }
    let arithmetic = LineArithmetic(BillRounding())
    result.shared = shared
    result.injected = injected
    result.premium = try arithmetic.rounded(ExactAmount(exact))
    result.returned = try arithmetic.rounded(ExactAmount(shared, at: returned))
    let numbers = try EuropeRules.shared.get().italy
    let threshold = Int128(
      ((hasGrant ? numbers.thresholdWithGrant : numbers.threshold) * 1e6).rounded())
    // (shared − θ·injected)/shared of the premium, with θ in millionths.
    let above = Int128(shared) * 1_000_000 - threshold * Int128(injected)
    if above > 0, shared > 0 {
      let share = quotientRoundedHalfToEven(above, by: Int128(shared))
      result.excess = Money(
        micros: Int64(
          quotientRoundedHalfToEven(Int128(result.premium.micros) * share, by: 1_000_000)))
    }
    return result
  }

  private func zonalPrice(at instant: Instant) throws(BillingError) -> UnitPrice {
    if let constantPrice { return constantPrice }
    guard let prices else { throw BillingError("the zonal prices have not been read") }
    let (span, overflow) = instant.nanoseconds.subtractingReportingOverflow(
      prices.start.nanoseconds)
    let index = span / max(prices.intervalNanoseconds, 1)
    guard !overflow, span >= 0, index < prices.prices.count else {
      throw BillingError("the zonal prices have no value for \(instant)")
    }
    return prices.prices[Int(index)]
  }

  /// The lines that pay the premium to the members.
  func divide(
    _ premium: CommunityPremium, _ cycle: SharedCycle
  ) throws(BillingError) -> [[BillLine]] {
    var weights: [Int64] = []
    for member in memberNames.indices {
      let meter = cycle.energy.meters[member]
      let weight: Int64 =
        switch division {
        case .equal: 1
        case .byWithdrawal: try meter.imported.sum(in: cycle.intervals)
        case .byInjection: try meter.exported.sum(in: cycle.intervals)
        case .shares: shares?.nanos[member] ?? 0
        }
      weights.append(weight)
    }
    let plain = dealt(premium.premium.micros - premium.excess.micros, by: weights)
    let returned = dealt(premium.returned.micros, by: weights)
    let consumers = weights.indices.map { businesses.contains($0) ? 0 : weights[$0] }
    let excess =
      excessIsSocial ? weights.map { _ in 0 } : dealt(premium.excess.micros, by: consumers)
    var lines: [[BillLine]] = []
    for member in memberNames.indices {
      var own: [BillLine] = []
      func add(_ kind: BillLineKind, _ name: String, _ party: TariffParty, _ amount: Int64) {
        guard amount != 0 else { return }
        own.append(
          BillLine(
            kind: kind, component: name, party: party, quantity: 0, unit: .none,
            price: UnitPrice(nanos: 0), net: Money(micros: -amount)))
      }
      add(.premium, "premium on shared energy", .government, plain[member])
      add(.premium, "premium above the threshold", .government, excess[member])
      add(.rebate, "returned network components", .distributionCompany, returned[member])
      lines.append(own)
    }
    return lines
  }
}
