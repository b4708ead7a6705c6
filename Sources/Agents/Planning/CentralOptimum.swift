public import Devices

/// The least cost of a community whose batteries all follow one plan that knows what is to come: the
/// reference that no other use of the same batteries can undercut.
///
/// ```text
/// minimise  Σ_t h·(π_t·(I_t − L_t) − ε_t·(E_t − L_t) + λ_t·L_t) − Σ_b v_b·content_b(T)
/// so that   imported_m − exported_m = −surplus_m + Σ_b (c_b − d_b)          at each meter m
///           I = Σ_m imported_m,  E = Σ_m exported_m,  0 ≤ L ≤ I,  L ≤ E
///           content_b(t+1) = γ_b·content_b(t) + φ_b·(η_c·c_b − d_b/η_d)
/// ```
///
/// Energy is exchanged within the community wherever that pays: the amount L bears the local charges
/// λ and nothing else, because what one member pays another for it is no cost of the community. The
/// rest is imported at π and exported at ε. Behind a meter nothing is charged, so a battery rather
/// serves its own house where λ is above zero. Prices are the same for all meters.
///
/// Taken as they are, an export price above the import price and local charges below zero would let
/// energy run in a circle: the export price is cut to the import price, the charges to zero. At an
/// import price below zero the program is a relaxation, in which a battery may charge and discharge
/// at once to burn energy; the powers are then the difference, and the cost a bound from below.
public struct CentralOptimum: Hashable, Sendable {
  /// A battery at its state when the plan begins.
  public struct Store: Hashable, Sendable {
    /// The battery.
    public var battery: Battery
    /// What a kilowatt-hour in store is worth at the end, in currency units.
    public var finalValue: Double
    /// The least kilowatt-hours to be in store at the end, as far as they can be reached.
    public var leastFinalContent: Double

    /// Creates a store.
    public init(battery: Battery, finalValue: Double = 0, leastFinalContent: Double = 0) {
      self.battery = battery
      self.finalValue = finalValue
      self.leastFinalContent = leastFinalContent
    }
  }

  /// What is behind one meter, netted there.
  public struct Meter: Hashable, Sendable {
    /// What is injected without the batteries in each interval, in watts.
    public var surplus: [Double]
    /// The batteries behind the meter.
    public var stores: [Store]

    /// Creates a meter.
    public init(surplus: [Double], stores: [Store] = []) {
      self.surplus = surplus
      self.stores = stores
    }
  }

  /// What the batteries are to do, and what that costs.
  public struct Plan: Hashable, Sendable {
    /// The power that each battery injects in each interval, in watts, meter by meter.
    public var powers: [[Double]]
    /// What the community pays in all intervals, without the value of what is left in store.
    public var cost: Double
  }

  /// The length of an interval, in hours.
  public var intervalHours: Double
  /// What an imported kilowatt-hour costs in each interval, in currency units.
  public var importPrices: [Double]
  /// What an exported kilowatt-hour earns in each interval.
  public var exportPrices: [Double]
  /// What stays due on a kilowatt-hour that is exchanged within the community, in each interval.
  public var localCharges: [Double]
  /// The meters of the community.
  public var meters: [Meter]

  /// Creates the problem; only as many intervals count as all prices and surpluses have.
  public init(
    intervalHours: Double, importPrices: [Double], exportPrices: [Double], localCharges: [Double],
    meters: [Meter]
  ) {
    self.intervalHours = intervalHours
    self.importPrices = importPrices
    self.exportPrices = exportPrices
    self.localCharges = localCharges
    self.meters = meters
  }

  /// The number of intervals.
  public var count: Int {
    let lengths = [importPrices.count, exportPrices.count, localCharges.count]
    return (lengths + meters.map(\.surplus.count)).min() ?? 0
  }

  /// Finds the optimum.
  ///
  /// - Returns: The plan; `nil` when there is none, because a number is not finite or too large.
  public func plan() -> Plan? {
    guard intervalHours > 0, count > 0 else {
      return Plan(powers: meters.flatMap { $0.stores.map { _ in [] } }, cost: 0)
    }
    return CentralProgram(self).plan()
  }
}
