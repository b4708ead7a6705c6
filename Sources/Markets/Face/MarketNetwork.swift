public import Quantities

/// What a market may know of the network: arrays by number, so that the market needs no network
/// model of its own.
public struct MarketNetwork: Hashable, Sendable {
  /// By the index of the trader, the index of its bus.
  public var busOfTrader: [Int32]
  /// The number of buses.
  public var busCount: Int
  /// By the index of the bus, the index of its tariff zone; empty without zones.
  public var zoneOfBus: [Int32]
  /// By the index of the zone, what each trader in it owes the owner of the network for what it
  /// trades, beyond the fees of the mechanism; empty without such fees.
  public var zoneFees: [EnergyPrice]
  /// The electrical distance of each pair of buses, row by row, in the unit that the fee is per;
  /// empty when unknown.
  public var distances: [Double]
  /// The radial feeder for locational prices; `nil` when there is none.
  public var feeder: RadialFeeder?

  /// Creates a description.
  public init(
    busOfTrader: [Int32], busCount: Int, zoneOfBus: [Int32] = [], distances: [Double] = [],
    feeder: RadialFeeder? = nil, zoneFees: [EnergyPrice] = []
  ) {
    self.busOfTrader = busOfTrader
    self.busCount = busCount
    self.zoneOfBus = zoneOfBus
    self.zoneFees = zoneFees
    self.distances = distances
    self.feeder = feeder
  }

  /// What a trader owes for what it trades by ``zoneFees``; nothing where its zone is not known.
  public func zoneFee(ofTrader trader: Int32) -> EnergyPrice {
    guard let trader = Int(exactly: trader), busOfTrader.indices.contains(trader),
      let bus = Int(exactly: busOfTrader[trader]), zoneOfBus.indices.contains(bus),
      let zone = Int(exactly: zoneOfBus[bus]), zoneFees.indices.contains(zone)
    else { return .zero }
    return zoneFees[zone]
  }
}

/// A radial feeder as the linearised branch flow equations (LinDistFlow) see it, in per unit.
///
/// > M. E. Baran and F. F. Wu. "Network reconfiguration in distribution systems for loss reduction
/// > and load balancing." *IEEE Transactions on Power Delivery* 4 (1989).
/// > [doi:10.1109/61.25627](https://doi.org/10.1109/61.25627)
public struct RadialFeeder: Hashable, Sendable {
  /// By the index of the bus, the bus on its way to the root; −1 for the root, which is bus 0. A
  /// bus stands behind its parent.
  public var parents: [Int32]
  /// By the index of the bus, the resistance of the branch to its parent, per unit.
  public var resistances: [Double]
  /// By the index of the bus, the reactance of the branch to its parent, per unit.
  public var reactances: [Double]
  /// By the index of the bus, the greatest active power on the branch to its parent in either
  /// direction, per unit; infinity when unlimited.
  public var branchLimits: [Double]
  /// The voltage of the root, per unit.
  public var rootVoltage: Double
  /// The least voltage allowed, per unit.
  public var minimumVoltage: Double
  /// The greatest voltage allowed, per unit.
  public var maximumVoltage: Double
  /// By the index of the bus, the active power consumed by those who do not trade, per unit.
  public var activeLoads: [Double]
  /// By the index of the bus, the reactive power consumed, per unit.
  public var reactiveLoads: [Double]
  /// The energy of the power 1 per unit in one delivery interval, in kWh.
  public var kilowattHoursPerUnit: Double

  /// Creates a feeder.
  public init(
    parents: [Int32], resistances: [Double], reactances: [Double], branchLimits: [Double],
    rootVoltage: Double, minimumVoltage: Double, maximumVoltage: Double, activeLoads: [Double],
    reactiveLoads: [Double], kilowattHoursPerUnit: Double
  ) {
    self.parents = parents
    self.resistances = resistances
    self.reactances = reactances
    self.branchLimits = branchLimits
    self.rootVoltage = rootVoltage
    self.minimumVoltage = minimumVoltage
    self.maximumVoltage = maximumVoltage
    self.activeLoads = activeLoads
    self.reactiveLoads = reactiveLoads
    self.kilowattHoursPerUnit = kilowattHoursPerUnit
  }
}
