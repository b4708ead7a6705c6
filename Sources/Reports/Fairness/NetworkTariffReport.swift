public import Quantities
public import Settlement
public import Tariffs

/// A finished run's network paid for in several ways, each to the same revenue: who pays more, who
/// less, and what the parties receive.
///
/// Behaviour is held fixed. The designs take the place of what the tariff charges for the use of the
/// network; see `NetworkTariffDesign`.
public struct NetworkTariffReport: Sendable {
  /// What is compared.
  public struct Options: Sendable {
    /// The share of the intervals that stays within the power that a member subscribes.
    public var subscribedShare = 0.98
    /// The multiple of the price that is due on power above the subscription.
    public var excessMultiple = 2.0
    /// The number of the system's peak hours in each billing cycle.
    public var peakHours = 3
    /// The share of the network components that stays due on energy shared within the community;
    /// `nil`: the design is left out, as it is without rules of sharing.
    public var localShare: Double?
    /// The revenue of the distribution company; `nil`: what the tariff as it is collects.
    public var allowedRevenue: Money?
    /// The prices of the wholesale market, for the retailer's account.
    public var wholesalePrices: PriceSeries?
    /// The emissions of imported energy.
    public var carbon: CarbonIntensity?

    /// Creates the usual designs.
    public init() {}
  }

  /// What was found.
  public let report: FairnessReport
  /// The same as tables.
  public let tables: TableReport

  /// Bills everybody under every design.
  ///
  /// - Parameters:
  ///   - meters: What the run metered.
  ///   - tariffs: Who pays which tariff; one without names is paid by all others.
  ///   - sharing: The rules by which members share energy.
  ///   - options: What is compared.
  /// - Throws: ``ShadowBillError`` when a tariff can't bill the meters or a design can't collect the
  ///   revenue.
  public init(
    _ meters: RunMeters, tariffs: [TariffChoice], sharing: [any SharingRule] = [],
    _ options: Options = Options()
  ) throws(ShadowBillError) {
    let cases = try BillCasePlan.all(tariffs, [], memberNames: meters.memberNames)
    guard cases.count == 1, let plan = cases.first else {
      throw ShadowBillError("designs of network tariffs start from one tariff for each member.")
    }
    let all = meters.memberNames.indices.map { meters.meter(ofMember: $0) }
    var study = FairnessStudy(
      memberNames: meters.memberNames, plans: tariffs.map(\.plan),
      planOfMember: plan.tariffOfMember, grid: meters.grid, meters: all)
    study.sharing = sharing
    study.allowedRevenue = options.allowedRevenue
    study.wholesalePrices = options.wholesalePrices
    do throws(BillingError) {
      study.designs = try Self.designs(options, all, on: meters.grid)
      report = try study.report()
    } catch {
      throw ShadowBillError("\(error)")
    }
    var tables = [Self.parties(report, meters.currency), Self.shift(report, meters.currency)]
    if let carbon = options.carbon {
      do throws(BillingError) {
        tables.append(
          Self.emissions(
            try carbon.emissions(of: all, on: meters.grid), groups: study.groups,
            study.groupOfMember))
      } catch {
        throw ShadowBillError("\(error)")
      }
    }
    self.tables = TableReport(
      heading: "\(meters.title): network tariffs of equal revenue", tables: tables,
      notes: Self.notes(meters, options))
  }

  private static func designs(
    _ options: Options, _ meters: [MeterSeries], on grid: BillingGrid
  ) throws(BillingError) -> [FairnessStudy.Design] {
    let unit = UnitPrice(rounding: 1)
    var designs = [
      FairnessStudy.Design("volumetric", .volumetric),
      FairnessStudy.Design(
        "capacity subscription",
        .capacitySubscription(
          pricePerKilowatt: unit, excessMultiple: options.excessMultiple,
          subscribed: .quantile(options.subscribedShare))),
      FairnessStudy.Design(
        "coincident peak",
        .coincidentPeak(
          pricePerKilowatt: unit,
          hours: try NetworkTariffDesign.peakHours(
            of: meters, on: grid, hoursPerCycle: options.peakHours))),
    ]
    if let share = options.localShare {
      designs.append(FairnessStudy.Design("reduced local use", .reducedLocalUse(share: share)))
    }
    return designs
  }

  private static func notes(_ meters: RunMeters, _ options: Options) -> [String] {
    [
      "Each design's network charges are multiplied by one factor, so that the distribution company "
        + "collects the same revenue.",
      "Capacity subscription: each member subscribes the power within which "
        + "\(DecimalText.fixed(100 * options.subscribedShare, decimals: 1)) % of its intervals stay.",
      "Coincident peak: the \(options.peakHours) hours of the community's greatest net import in each "
        + "billing cycle.",
    ] + meters.heldFixed
  }
}
