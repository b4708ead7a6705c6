import Parameters

// How the surplus of givers is found and dealt before everybody is billed.
extension CommunityBilling {
  /// What each member sends and receives in a cycle.
  ///
  /// Where a rule deals the whole injection of a giver, its exports leave the registers.
  ///
  /// - Returns: The credits, and the surplus of each giver by its position.
  func deal(
    _ cycle: Int, _ registers: inout [CycleRegisters], states: [BillingState]
  ) throws(BillingError) -> (credits: [SharedCredits], dealt: [Int: [BilledQuantity]]) {
    var dealt: [Int: [BilledQuantity]] = [:]
    var shared = memberNames.map { _ in SharedCredits() }
    guard sharing.contains(where: { !$0.givers.isEmpty }) else { return (shared, dealt) }
    for member in shared.indices {
      shared[member].received = Array(repeating: 0, count: periodNames(of: member).count)
    }
    for (rule, members) in zip(sharing, membersOfRule) {
      for giver in rule.givers {
        let energy = try surplus(
          of: members[giver], cycle: cycle, giving: rule.givenEnergy,
          &registers[members[giver]], state: states[members[giver]])
        let surplus = MemberSurplus(
          cycle: engine(members[giver]).grid.cycles[cycle], giver: giver, energy: energy,
          needs: members.map {
            needs(of: $0, registers[$0], received: shared[$0].received, as: members[giver])
          })
        try hand(rule, surplus, members: members, to: &shared)
        if rule.givenEnergy == .surplus { dealt[members[giver]] = energy }
      }
    }
    return (shared, dealt)
  }

  /// The names of the periods of a member's tariff.
  private func periodNames(of member: Int) -> [String] { engine(member).plan.periods.names }

  /// The period of a member's tariff that answers to a period of another's: that of the same name,
  /// or else the first.
  private func period(_ period: Int, of other: Int, for member: Int) -> Int {
    engineOfMember[other] == engineOfMember[member]
      ? period
      : periodNames(of: member).firstIndex(of: periodNames(of: other)[period]) ?? 0
  }

  /// What a giver has to deal, by period of its tariff.
  private func surplus(
    of member: Int, cycle: Int, giving: GivenEnergy, _ registers: inout CycleRegisters,
    state: BillingState
  ) throws(BillingError) -> [BilledQuantity] {
    let count = periodNames(of: member).count
    var energy = Array(repeating: BilledQuantity(0), count: count)
    switch giving {
    case .injection:
      for period in energy.indices where period < registers.exported.count {
        energy[period] = max(registers.exported[period], 0)
        registers.exported[period] = 0
      }
    case .surplus:
      var trial = state
      var giving = SharedCredits()
      giving.givesSurplus = true
      let bill = try engine(member).bill(registers, cycle: cycle, state: &trial, shared: giving)
      for period in energy.indices where period < bill.credits.given.count {
        energy[period] = max(bill.credits.given[period], 0)
      }
    }
    return energy
  }

  /// What a member would still have to be supplied with, by period of a giver's tariff.
  private func needs(
    of member: Int, _ registers: CycleRegisters, received: [BilledQuantity], as giver: Int
  ) -> [BilledQuantity] {
    var needs = Array(repeating: Int128(0), count: periodNames(of: giver).count)
    for (index, energy) in registers.imported.enumerated() {
      let net =
        Int128(energy) - Int128(index < registers.exported.count ? registers.exported[index] : 0)
        - Int128(index < received.count ? received[index] : 0)
      guard index < periodNames(of: member).count else { continue }
      needs[period(index, of: member, for: giver)] += net
    }
    return needs.map { BilledQuantity(clamping: max($0, 0)) }
  }

  /// Hands what a rule deals to the members, and what it does not deal back to the giver.
  private func hand(
    _ rule: any SharingRule, _ surplus: MemberSurplus, members: [Int],
    to shared: inout [SharedCredits]
  ) throws(BillingError) {
    let kind = type(of: rule).parameterSet.name
    var parts = try rule.deal(surplus)
    while parts.count < members.count { parts.append(surplus.energy.map { _ in 0 }) }
    for period in surplus.energy.indices {
      var left = Int128(surplus.energy[period])
      for member in members.indices where period < parts[member].count {
        guard parts[member][period] >= 0 else {
          throw BillingError("'\(kind)' takes energy from '\(memberNames[members[member]])'")
        }
        left -= Int128(parts[member][period])
      }
      guard left >= 0, let rest = BilledQuantity(exactly: left) else {
        throw BillingError(
          "'\(kind)' deals more than '\(memberNames[members[surplus.giver]])' has to give")
      }
      while parts[surplus.giver].count <= period { parts[surplus.giver].append(0) }
      parts[surplus.giver][period] += rest
    }
    let giver = members[surplus.giver]
    shared[giver].givesSurplus = true
    for (part, member) in zip(parts, members) {
      for (index, energy) in part.enumerated() where index < surplus.energy.count {
        let target = period(index, of: giver, for: member)
        let (sum, overflow) = shared[member].received[target].addingReportingOverflow(energy)
        guard !overflow else {
          throw BillingError("the credits of '\(memberNames[member])' leave the range of 64 bits")
        }
        shared[member].received[target] = sum
      }
    }
  }
}

extension CommunityBilling {
  /// Keeps for a giver what its bill has left over beyond what was dealt: where others' credits
  /// took the place of its own exports.
  func keepRest(
    of bill: inout Bill, dealt: [BilledQuantity], state: inout BillingState
  ) throws(BillingError) {
    let month = 12 * bill.cycle.year + bill.cycle.month - 1
    for (period, given) in bill.credits.given.enumerated() where period < dealt.count {
      let rest = given - dealt[period]
      guard rest > 0 else { continue }
      bill.credits.given[period] = dealt[period]
      let lot = state.credits.lots.firstIndex { $0.month == month && $0.period == period }
      let (sum, overflow) = (lot.map { state.credits.lots[$0].energy } ?? 0)
        .addingReportingOverflow(rest)
      let (balance, overflows) = bill.creditBalance.addingReportingOverflow(rest)
      guard !overflow, !overflows else {
        throw BillingError("the credits of a member leave the range of 64 bits")
      }
      bill.creditBalance = balance
      if let lot {
        state.credits.lots[lot].energy = sum
      } else {
        state.credits.lots.append(CreditLots.Lot(month: month, period: period, energy: rest))
      }
    }
  }
}
