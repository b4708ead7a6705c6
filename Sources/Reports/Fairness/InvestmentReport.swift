import Quantities
public import Settlement
import Tariffs

/// Whether the plants behind the meters of a finished run pay: what each owner's bills would have been
/// without them, and the cash flows that follow.
///
/// ```text
/// saving = bill of the load alone − bill of the meter        the same tariff, scaled to a year
/// F₀ = −capital,  Fₜ = saving·(1 + g)^(t−1) − upkeep,  Fₙ also gets the residual value
/// ```
public struct InvestmentReport: Sendable {
  /// What an owner pays for its plant.
  public struct Capital: Hashable, Sendable {
    /// The member's name, or the beginning of names with `*` behind it.
    public var members: String
    /// The capital, in currency units.
    public var amount: Double

    /// Creates an amount.
    public init(members: String, amount: Double) {
      self.members = members
      self.amount = amount
    }
  }

  /// What all investments have in common.
  public struct Options: Hashable, Sendable {
    /// The years that are looked at, from 1 on.
    public var years = 25
    /// The life of the plants in years; what is left of it at the end is the residual value.
    public var life = 25.0
    /// The discount rate per year.
    public var discountRate = 0.08
    /// The growth of the savings per year.
    public var growth = 0.0
    /// The upkeep per year as a share of the capital.
    public var upkeepShare = 0.01
    /// What a credited kilowatt-hour is worth that is left at the end.
    public var creditPrice = 0.0

    /// Creates the usual numbers.
    public init() {}
  }

  /// What came of one owner's plant.
  public struct Owner: Hashable, Sendable {
    /// The member.
    public let name: String
    /// The investment.
    public let investment: PlantInvestment
    /// The bills of a year without the plant.
    public let yearlyBillWithout: Double
    /// The bills of a year with it.
    public let yearlyBillWith: Double
  }

  /// The owners, in the order of the run's members.
  public let owners: [Owner]
  /// The same as a table.
  public let tables: TableReport

  /// Appraises the plants.
  ///
  /// - Parameters:
  ///   - meters: What the run metered, generation included.
  ///   - tariffs: Who pays which tariff; one without names is paid by all others.
  ///   - capital: Who paid how much.
  ///   - options: What all have in common.
  /// - Throws: ``ShadowBillError`` when a tariff can't bill the meters, or nobody has a name.
  public init(
    _ meters: RunMeters, tariffs: [TariffChoice], capital: [Capital], _ options: Options = Options()
  ) throws(ShadowBillError) {
    guard meters.generation != nil else {
      throw ShadowBillError("the generation behind the meters was not read.")
    }
    let cases = try BillCasePlan.all(tariffs, [], memberNames: meters.memberNames)
    guard cases.count == 1, let plan = cases.first else {
      throw ShadowBillError("an investment is appraised under one tariff for each member.")
    }
    let nanoseconds = meters.grid.intervalNanoseconds
    let runYears = Double(meters.grid.count) * Double(nanoseconds) / 31_556_952e9
    var owners: [Owner] = []
    for entry in capital {
      guard meters.memberNames.contains(where: { BillCasePlan.matches($0, entry.members) }) else {
        throw ShadowBillError("the run has no member '\(entry.members)', who is to invest.")
      }
    }
    for (member, name) in meters.memberNames.enumerated() {
      guard let entry = capital.last(where: { BillCasePlan.matches(name, $0.members) }) else {
        continue
      }
      let meter = meters.meter(ofMember: member)
      var alone = MeterSeries(
        imported: meter.load, exported: Array(repeating: 0, count: meter.load.count))
      alone.load = meter.load
      alone.generation = alone.exported
      do throws(BillingError) {
        let engine = try BillingEngine(tariffs[plan.tariffOfMember[member]].plan, on: meters.grid)
        let (with, credits) = try Self.total(engine, meter)
        let (without, _) = try Self.total(engine, alone)
        owners.append(
          Owner(
            name: name,
            investment: Self.investment(
              entry.amount, saving: (without - with) / runYears, credits: credits, options),
            yearlyBillWithout: without / runYears, yearlyBillWith: with / runYears))
      } catch {
        throw ShadowBillError("'\(name)': \(error)")
      }
    }
    self.owners = owners
    tables = Self.tables(owners, meters, options)
  }

  private static func total(
    _ engine: BillingEngine, _ meter: MeterSeries
  ) throws(BillingError) -> (bill: Double, credits: Double) {
    var state = BillingState()
    let bills = try engine.bills(for: meter, state: &state)
    return (
      bills.reduce(0) { $0 + $1.total.units }, Double(bills.last?.creditBalance ?? 0) / 1e6
    )
  }

  private static func investment(
    _ capital: Double, saving: Double, credits: Double, _ options: Options
  ) -> PlantInvestment {
    var savings: [Double] = []
    var factor = 1.0
    for _ in 0..<max(options.years, 1) {
      savings.append(saving * factor)
      factor *= 1 + options.growth
    }
    var residual = ResidualValue()
    residual.credits = credits
    residual.creditPrice = options.creditPrice
    residual.other = ResidualValue.plant(
      capital: capital, years: Double(options.years), life: options.life)
    return PlantInvestment(
      capital: capital, yearlySavings: savings, yearlyUpkeep: capital * options.upkeepShare,
      residual: residual)
  }

  private static func tables(
    _ owners: [Owner], _ meters: RunMeters, _ options: Options
  ) -> TableReport {
    let currency = meters.currency
    let table = ReportTable(
      name: "investments", title: "Investments by member",
      header: [
        "member", "capital (\(currency))", "bill without (\(currency)/a)",
        "bill with (\(currency)/a)", "saving (\(currency)/a)", "NPV (\(currency))", "payback (a)",
        "discounted payback (a)", "IRR (%)",
      ],
      rows: owners.map { owner in
        let flows = owner.investment.cashFlows
        return [
          .text(owner.name), .number(owner.investment.capital, decimals: 2),
          .number(owner.yearlyBillWithout, decimals: 2),
          .number(owner.yearlyBillWith, decimals: 2),
          .number(owner.investment.yearlySavings.first ?? 0, decimals: 2),
          .number(flows.netPresentValue(at: options.discountRate), decimals: 2),
          .number(flows.paybackYears, decimals: 2),
          .number(flows.discountedPaybackYears(at: options.discountRate), decimals: 2),
          flows.internalRateOfReturn.value.map { .number(100 * $0, decimals: 3) } ?? .missing,
        ]
      })
    return TableReport(
      heading: "\(meters.title): investments", tables: [table],
      notes: [
        "The bill without is that of the same load without the plant, under the same tariff.",
        "\(options.years) years at \(DecimalText.fixed(100 * options.discountRate, decimals: 2)) %, "
          + "savings growing by \(DecimalText.fixed(100 * options.growth, decimals: 2)) % a year, "
          + "upkeep of \(DecimalText.fixed(100 * options.upkeepShare, decimals: 2)) % of the capital "
          + "a year.",
      ] + meters.heldFixed)
  }
}
