public import Quantities

/// The meters of what quota credits each member with, interval by interval.
///
/// ```text
/// e_i = E · q_i / C        E the injection of the area's shared plants, C their capacity
/// ```
///
/// The energies are calculated in `Double` and read as whole milliwatt-hours, with the remainder of
/// each member carried to its next interval: rounding favours nobody, and nothing drifts. The same
/// holds for the plants' own reading, so that what belongs to nobody is the difference of readings,
/// and every milliwatt-hour that was injected is credited once or unallocated.
public struct CreditRegisters: Sendable {
  /// What each member was credited with in the interval that was divided last.
  public private(set) var credited: [MeteredEnergy]
  /// What belonged to nobody: the plants' reading less all credits.
  ///
  /// It differs from the exact share by the rounding of the members' readings, summed over all
  /// intervals by less than half a milliwatt-hour for each member and one; where all quota is owned
  /// it may therefore be as far below zero.
  public private(set) var unallocated: MeteredEnergy = .zero
  /// The plants' meter reading of that interval.
  public private(set) var injected: MeteredEnergy = .zero

  /// What is less than a milliwatt-hour of each member's credits, between −0.5 and 0.5.
  private var remainders: [Double]
  private var plantRegister = EnergyRegister()

  private static let roundingShift = 0x1.8p52

  /// Creates registers that have counted nothing.
  public init(memberCount: Int) {
    credited = Array(repeating: .zero, count: memberCount)
    remainders = Array(repeating: 0, count: memberCount)
  }

  /// Begins an interval: credits are zero.
  public mutating func beginInterval() {
    for member in credited.indices { credited[member] = .zero }
    (unallocated, injected) = (.zero, .zero)
  }

  /// Divides the energy that the shared plants of one area injected; called once for each area and
  /// interval.
  ///
  /// Without operating capacity all of it is unallocated. So is a negative energy, which the plants
  /// consumed: nobody is credited with less than nothing.
  ///
  /// - Parameters:
  ///   - energy: What the plants injected.
  ///   - owners: The members and their quotas as of the interval's start.
  ///   - capacity: The operating capacity of the area at that moment.
  /// - Precondition: The energy is finite and its amount is below 2 · 10¹² Wh; the owners are
  ///   members, their quotas are not negative and sum to at most the capacity.
  /// - Complexity: O(*n*) for *n* owners; allocates nothing.
  public mutating func divide(
    _ energy: Energy, among owners: Span<QuotaShare>, capacity: Quota
  ) {
    precondition(energy.wattHours.magnitude < 2e12, "the energy must be finite and below 2 TWh")
    let reading = plantRegister.count(energy)
    injected += reading
    guard capacity > .zero, energy > .zero else {
      unallocated += reading
      return
    }
    let allocated = Self.credit(
      &credited, &remainders, perWatt: energy.wattHours * 1000 / Double(capacity.watts),
      to: owners, capacity: capacity.watts)
    unallocated += reading - MeteredEnergy(milliwattHours: allocated)
  }

  /// Divides the energy that the shared plants of one area injected; called once for each area and
  /// interval.
  public mutating func divide(
    _ energy: Energy, among owners: [QuotaShare], capacity: Quota
  ) {
    divide(energy, among: owners.span, capacity: capacity)
  }

  /// Reads what each owner is credited with, and sums it, in milliwatt-hours.
  private static func credit(
    _ credited: inout [MeteredEnergy], _ remainders: inout [Double], perWatt: Double,
    to owners: Span<QuotaShare>, capacity: Int64
  ) -> Int64 {
    var credits = credited.mutableSpan
    var carried = remainders.mutableSpan
    var rest = capacity
    var sum: Int64 = 0
    for index in owners.indices {
      let owner = owners[index]
      let member = Int(owner.member)
      precondition(
        owner.quota >= 0 && owner.quota <= rest,
        "quotas must not be negative and sum to at most the capacity")
      rest &-= owner.quota
      // Beside 1.5 · 2⁵² a `Double` has no room for fractions, so the sum rounds to whole numbers,
      // half to even, and its last bits count them.
      let exact = perWatt * Double(owner.quota) + carried[member]
      let shifted = exact + roundingShift
      let whole = Int64(bitPattern: shifted.bitPattern &- roundingShift.bitPattern)
      carried[member] = exact - (shifted - roundingShift)
      credits[member].milliwattHours += whole
      sum += whole
    }
    return sum
  }
}
