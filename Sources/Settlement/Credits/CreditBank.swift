public import Quantities

/// The credits of shared plants that are settled by the month: earned, used oldest first, banked,
/// and lost when they get too old.
///
/// A credit is counted in kilowatt-hours and keeps the tariff period and the month of its origin. It
/// offsets consumption of its own period first; whether it may then offset other periods is a
/// choice. There one kilowatt-hour offsets one kilowatt-hour: exchange at the ratio of the periods'
/// prices is left out.
///
/// Months are whole numbers that grow by one with each calendar month, from any origin. Credits of
/// month *m* live `lifeMonths` months: they can be used in the months *m* to *m* + `lifeMonths`, both
/// included, and are lost with the beginning of the month that follows.
///
/// The memory is one number for each tariff period of each member and each month whose credits
/// still live.
public struct CreditBank: Sendable {
  /// How many months after its own a credit can be used.
  public let lifeMonths: Int
  /// Whether credits may offset consumption of other periods than their own.
  public let crossPeriod: Bool
  /// What has become of each member's credits.
  public private(set) var totals: [CreditTotals]

  /// Where the tariff periods of each member begin in a row of ``lots``, and the row's length.
  private let starts: [Int]
  /// The months of origin that are kept, in ascending order.
  private var months: [Int] = []
  /// What is left of the credits: one row for each month of origin, one number for each member's
  /// period, in milliwatt-hours.
  private var lots: [Int64] = []
  /// The credits of all members so far, so that no sum can overflow.
  private var earned = MeteredEnergy.zero

  /// Creates a bank without credits.
  ///
  /// - Parameters:
  ///   - memberCount: The number of members.
  ///   - periodCounts: The number of periods of each member's tariff.
  ///   - lifeMonths: How many months after its own a credit can be used, not negative.
  ///   - crossPeriod: Whether credits may offset consumption of other periods than their own.
  public init(
    memberCount: Int, periodCounts: [Int], lifeMonths: Int, crossPeriod: Bool = false
  ) {
    precondition(periodCounts.count == memberCount, "each member must have a number of periods")
    precondition(lifeMonths >= 0, "credits must live at least in the month of their origin")
    self.lifeMonths = lifeMonths
    self.crossPeriod = crossPeriod
    totals = Array(repeating: CreditTotals(), count: memberCount)
    var starts = [0]
    for (member, count) in periodCounts.enumerated() { starts.append(starts[member] + count) }
    self.starts = starts
  }

  /// Credits a member.
  ///
  /// - Throws: `QuantityOverflow` when the credits of all members and months leave the range of 64
  ///   bits; nothing has changed then.
  /// - Precondition: The energy is not negative, and the month is not before that of earlier credits.
  public mutating func earn(
    _ energy: MeteredEnergy, member: Int, period: Int, month: Int
  ) throws(QuantityOverflow) {
    precondition(energy >= .zero, "credits must not be negative")
    let register = register(ofMember: member, period: period)
    guard energy > .zero else { return }
    earned = try earned.adding(energy)
    if months.last != month {
      precondition(months.last.map { $0 < month } ?? true, "credits must come in order of months")
      months.append(month)
      lots.append(contentsOf: repeatElement(0, count: starts[starts.count - 1]))
    }
    lots[lots.count - starts[starts.count - 1] + register] += energy.milliwattHours
    totals[member].earned += energy
  }

  /// Uses a member's credits, the oldest first: those of one period, then, where credits may cross
  /// periods, those of the others.
  ///
  /// - Parameters:
  ///   - consumption: What there is to be offset.
  ///   - member: The index of the member.
  ///   - period: The period of the member's tariff.
  ///   - month: The month of the consumption.
  /// - Returns: What was offset.
  /// - Complexity: O(*m*) for *m* months of origin.
  public mutating func use(
    upTo consumption: MeteredEnergy, member: Int, period: Int, month: Int
  ) -> MeteredEnergy {
    let own = useOwn(upTo: consumption, member: member, period: period, month: month)
    guard crossPeriod else { return own }
    return own + useAny(upTo: consumption - own, member: member, month: month)
  }

  /// Uses credits of one period.
  mutating func useOwn(
    upTo consumption: MeteredEnergy, member: Int, period: Int, month: Int
  ) -> MeteredEnergy {
    let register = register(ofMember: member, period: period)
    return take(upTo: consumption, from: register..<register + 1, member: member, month: month)
  }

  /// Uses credits of all periods; those of one month in the order of the periods.
  mutating func useAny(
    upTo consumption: MeteredEnergy, member: Int, month: Int
  ) -> MeteredEnergy {
    take(
      upTo: consumption, from: starts[member]..<starts[member + 1], member: member, month: month)
  }

  private mutating func take(
    upTo consumption: MeteredEnergy, from registers: Range<Int>, member: Int, month: Int
  ) -> MeteredEnergy {
    var wanted = max(consumption.milliwattHours, 0)
    let before = wanted
    for row in months.indices where isUsable(months[row], in: month) {
      for register in registers {
        let taken = min(wanted, lots[row * starts[starts.count - 1] + register])
        lots[row * starts[starts.count - 1] + register] -= taken
        wanted -= taken
      }
      if wanted == 0 { break }
    }
    let used = MeteredEnergy(milliwattHours: before - wanted)
    totals[member].used += used
    return used
  }

  /// Takes away the credits that can no longer be used when a month begins.
  ///
  /// - Returns: What all members lost.
  @discardableResult
  public mutating func expire(before month: Int) -> MeteredEnergy {
    let width = starts[starts.count - 1]
    let rows = months.prefix { $0 < oldestMonth(usableIn: month) }.count
    var lost = MeteredEnergy.zero
    for row in 0..<rows {
      for member in totals.indices {
        for register in starts[member]..<starts[member + 1] {
          let energy = MeteredEnergy(milliwattHours: lots[row * width + register])
          totals[member].expired += energy
          lost += energy
        }
      }
    }
    months.removeFirst(rows)
    lots.removeFirst(rows * width)
    return lost
  }

  /// The credits that a member has left.
  public func balance(ofMember member: Int) -> MeteredEnergy { totals[member].banked }

  /// The credits of one period that a member has left and can use in a month.
  public func balance(ofMember member: Int, period: Int, usableIn month: Int) -> MeteredEnergy {
    let register = register(ofMember: member, period: period)
    let width = starts[starts.count - 1]
    return months.indices.reduce(into: MeteredEnergy.zero) { sum, row in
      guard isUsable(months[row], in: month) else { return }
      sum += MeteredEnergy(milliwattHours: lots[row * width + register])
    }
  }

  /// The number of periods of a member's tariff.
  func periodCount(ofMember member: Int) -> Int { starts[member + 1] - starts[member] }

  private func register(ofMember member: Int, period: Int) -> Int {
    precondition(
      0..<periodCount(ofMember: member) ~= period, "the period must be one of the member's tariff")
    return starts[member] + period
  }

  private func isUsable(_ origin: Int, in month: Int) -> Bool {
    origin >= oldestMonth(usableIn: month) && origin <= month
  }

  private func oldestMonth(usableIn month: Int) -> Int {
    let (oldest, overflow) = month.subtractingReportingOverflow(lifeMonths)
    return overflow ? .min : oldest
  }
}
