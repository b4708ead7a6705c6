public import Quantities
public import Tariffs

/// The bills of some meters under one or several tariffs, ready to be printed.
public struct BillReport: Hashable, Sendable {
  /// The bills of one member under one tariff.
  public struct MemberBills: Hashable, Sendable {
    /// The name of the member; empty where the meter file names nobody.
    public var name: String
    /// The bills, cycle after cycle.
    public var bills: [Bill]
    /// What the member carries on after the last bill.
    public var state: BillingState

    /// Creates the bills of a member.
    public init(name: String, bills: [Bill], state: BillingState) {
      self.name = name
      self.bills = bills
      self.state = state
    }

    /// The sum of the bills, in micro-units of the currency.
    public var totalMicros: Int128 { bills.reduce(0) { $0 + Int128($1.total.micros) } }
  }

  /// The bills under one tariff.
  public struct TariffBills: Hashable, Sendable {
    /// The tariff.
    public var plan: RatePlan
    /// The members, in the order of the meter file.
    public var members: [MemberBills]

    /// Creates the bills under a tariff.
    public init(plan: RatePlan, members: [MemberBills]) {
      self.plan = plan
      self.members = members
    }

    /// The sum of the bills, in micro-units of the currency.
    public var totalMicros: Int128 { members.reduce(0) { $0 + $1.totalMicros } }
  }

  /// The intervals that were billed.
  public var grid: BillingGrid
  /// The bills by tariff; at least one.
  public var tariffs: [TariffBills]

  /// Creates a report.
  public init(grid: BillingGrid, tariffs: [TariffBills]) {
    self.grid = grid
    self.tariffs = tariffs
  }
}

extension BillReport {
  /// Bills the meters of a file under every tariff.
  ///
  /// - Parameters:
  ///   - meters: The meters.
  ///   - plans: The tariffs.
  ///   - zone: The civil time zone.
  ///   - holidays: The holidays.
  ///   - states: What members carry from earlier bills, by their names.
  /// - Throws: `BillingError` when a tariff cannot bill the meters, with its name.
  public init(
    billing meters: MeterFile, under plans: [RatePlan], zone: CivilTimeZone,
    holidays: HolidayCalendar = .none, states: [String: BillingState] = [:]
  ) throws(BillingError) {
    let grid = try meters.grid(zone: zone, holidays: holidays)
    var tariffs: [TariffBills] = []
    for plan in plans {
      let engine = try BillingEngine(plan, on: grid)
      var members: [MemberBills] = []
      for member in meters.members {
        var state = states[member.name] ?? BillingState()
        let bills = try engine.bills(for: member.series, state: &state)
        members.append(MemberBills(name: member.name, bills: bills, state: state))
      }
      tariffs.append(TariffBills(plan: plan, members: members))
    }
    self.init(grid: grid, tariffs: tariffs)
  }
}
