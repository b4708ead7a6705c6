package import Markets
package import PowerFlow
import Quantities

/// What a market is told of a scenario's network: zones, distances and, for locational prices, the
/// radial feeder.
///
/// - Zones are the areas of the feeder: from the source on, the trunk up to the first bus at which it
///   branches is zone 0, and each branch that leaves there, with all behind it, is a zone of its own.
/// - The distance of two buses is the sum of |Z| on the path between them, in Ω seen from the lowest
///   nominal voltage at which a member is connected.
/// - The feeder is in per unit of 100 kW and of nominal voltages. Shunts and charging take what they
///   take at nominal voltage. A rating limits the active power. Where transformers stand off their
///   nominal ratio the band of voltages is that of the strictest bus, as the linear equations know one
///   band only.
///
/// Without a need for the feeder only buses with members are numbered, so that the table of distances
/// stays small.
package struct MarketFeeder {
  /// What the power of 1 per unit stands for, in W.
  package static let wattsPerUnit = 100_000.0

  /// What is given to the market.
  package private(set) var network: MarketNetwork
  /// The index of each of the network's buses in ``network``; −1 for a bus that it does not know.
  package let indexOfBus: [Int32]
  /// What those consume who do not trade, without what each interval adds.
  private let shunts: [SIMD2<Double>]

  /// Numbers a network; `nil` unless it is balanced, with one source and no loop.
  ///
  /// - Parameters:
  ///   - model: The network.
  ///   - busOfTrader: The bus of each member, as the network numbers them.
  ///   - needs: What the mechanism uses.
  ///   - band: The voltages allowed, per unit.
  ///   - maximumLoading: The share of a rating that a branch may carry.
  ///   - hours: The length of a delivery interval.
  package init?(
    _ model: NetworkModel, busOfTrader: [Int], needs: MechanismTraits.Needs,
    band: ClosedRange<Double> = 0.9...1.1, maximumLoading: Double = 1, hours: Double
  ) {
    guard case .balanced(let network) = model, let tree = FeederTree(network),
      busOfTrader.allSatisfy({ tree.indexOfBus.indices.contains($0) })
    else { return nil }
    let hasFeeder = needs.contains(.feeder)
    let treeIndices =
      hasFeeder ? Array(0..<tree.count) : Self.sortedUnique(busOfTrader.map { tree.indexOfBus[$0] })
    var indexInTree = [Int32](repeating: -1, count: tree.count)
    for (index, place) in treeIndices.enumerated() {
      indexInTree[place] = Int32(truncatingIfNeeded: index)
    }
    let indexOfBus = tree.indexOfBus.map { indexInTree[$0] }
    self.indexOfBus = indexOfBus
    shunts = tree.shunts
    let zones = tree.zones
    let reference = busOfTrader.map { network.buses[$0].nominalVoltage.volts }.min() ?? 1
    self.network = MarketNetwork(
      busOfTrader: busOfTrader.map { indexOfBus[$0] }, busCount: treeIndices.count,
      zoneOfBus: treeIndices.map { zones[$0] },
      distances: needs.contains(.distances)
        ? tree.distances(between: treeIndices, seenFromVolts: reference) : [],
      feeder: hasFeeder
        ? tree.feeder(band: band, maximumLoading: maximumLoading, hours: hours) : nil)
  }

  private static func sortedUnique(_ indices: [Int]) -> [Int] {
    var unique: [Int] = []
    for index in indices.sorted() where unique.last != index { unique.append(index) }
    return unique
  }

  /// The zone of a member's bus.
  package func zone(ofMember member: Int) -> Int {
    Int(network.zoneOfBus[Int(network.busOfTrader[member])])
  }

  /// Begins the loads of an interval: what shunts and charging take.
  package mutating func beginLoads() {
    guard network.feeder != nil else { return }
    for index in shunts.indices {
      network.feeder?.activeLoads[index] = shunts[index].x / Self.wattsPerUnit
      network.feeder?.reactiveLoads[index] = shunts[index].y / Self.wattsPerUnit
    }
  }

  /// Adds what is injected at a bus without being traded, in W and var.
  package mutating func addInjection(_ injection: SIMD2<Double>, atBus bus: Int) {
    let index = Int(indexOfBus[bus])
    guard network.feeder != nil, index >= 0 else { return }
    network.feeder?.activeLoads[index] -= injection.x / Self.wattsPerUnit
    network.feeder?.reactiveLoads[index] -= injection.y / Self.wattsPerUnit
  }
}

// MARK: Arrays

extension FeederTree {
  /// The zone of each index.
  var zones: [Int32] {
    var childCounts = [Int](repeating: 0, count: count)
    for index in 1..<max(count, 1) { childCounts[parents[index]] += 1 }
    // The bus at which the trunk ends, which has several children or none; along the trunk nothing
    // else is numbered.
    var end = 0
    while childCounts[end] == 1 { end += 1 }
    var zones = [Int32](repeating: 0, count: count)
    var zoneCount: Int32 = 0
    for index in 1..<max(count, 1) {
      if parents[index] == end {
        zoneCount += 1
        zones[index] = zoneCount
      } else {
        zones[index] = zones[parents[index]]
      }
    }
    return zones
  }

  /// The distance of each pair of some indices, row by row, in Ω.
  func distances(between places: [Int], seenFromVolts reference: Double) -> [Double] {
    let fromSource = distancesFromSource(seenFromVolts: reference)
    var distances: [Double] = []
    distances.reserveCapacity(places.count * places.count)
    var row = fromSource
    for place in places {
      // Up to the source the way back; anywhere else from the parent on.
      var isOnPath = [Bool](repeating: false, count: count)
      var ancestor = place
      while ancestor >= 0 {
        isOnPath[ancestor] = true
        ancestor = parents[ancestor]
      }
      for index in row.indices {
        row[index] =
          isOnPath[index]
          ? fromSource[place] - fromSource[index]
          : row[parents[index]] + fromSource[index] - fromSource[parents[index]]
      }
      for other in places { distances.append(max(row[other], 0)) }
    }
    return distances
  }

  /// The arrays of the linear equations.
  func feeder(band: ClosedRange<Double>, maximumLoading: Double, hours: Double) -> RadialFeeder {
    let perUnit = MarketFeeder.wattsPerUnit
    let root = voltagesPerUnit[0]
    // Everything is seen from the root: there a voltage is what it would be without ratios.
    let scaled = impedances.indices.map { index in
      impedances[index] * (perUnit * root * root / (impedanceVolts[index] * impedanceVolts[index]))
    }
    let zeros = [Double](repeating: 0, count: count)
    return RadialFeeder(
      parents: parents.map { Int32(truncatingIfNeeded: $0) }, resistances: scaled.map(\.x),
      reactances: scaled.map(\.y), branchLimits: ratedWatts.map { $0 * maximumLoading / perUnit },
      rootVoltage: root,
      minimumVoltage: band.lowerBound * root / (voltagesPerUnit.min() ?? root),
      maximumVoltage: band.upperBound * root / (voltagesPerUnit.max() ?? root),
      activeLoads: zeros, reactiveLoads: zeros,
      kilowattHoursPerUnit: perUnit / 1000 * hours)
  }
}
