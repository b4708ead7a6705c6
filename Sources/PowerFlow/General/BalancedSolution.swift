import Quantities

/// Everything that one power flow of a balanced network found, for reports.
///
/// Without a solution all numbers but those of the outcome are not numbers.
public struct BalancedSolution: Sendable {
  /// The voltage of one bus.
  public struct BusRow: Hashable, Sendable {
    /// The name of the bus.
    public let name: String
    /// The magnitude of the voltage, in per unit of the nominal voltage.
    public let magnitudePerUnit: Double
    /// The angle of the voltage, in degrees from −180 to 180.
    public let angleDegrees: Double
    /// The nominal voltage, line to line, in volts.
    public let nominalVolts: Double
  }

  /// The flows of one branch; power is positive into the branch at that end.
  public struct BranchRow: Hashable, Sendable {
    /// The name of the branch.
    public let name: String
    /// Whether it is a transformer rather than a line.
    public let isTransformer: Bool
    /// The name of the bus at the “from” or high-voltage end.
    public let fromBus: String
    /// The name of the bus at the “to” or low-voltage end.
    public let toBus: String
    /// The active power at the “from” end, in W.
    public let activePowerFromWatts: Double
    /// The reactive power at the “from” end, in var.
    public let reactivePowerFromVar: Double
    /// The active power at the “to” end, in W.
    public let activePowerToWatts: Double
    /// The reactive power at the “to” end, in var.
    public let reactivePowerToVar: Double
    /// The current at the “from” end, in A.
    public let currentFromAmperes: Double
    /// The current at the “to” end, in A.
    public let currentToAmperes: Double
    /// The active power that is lost, in W.
    public let lossWatts: Double
    /// The reactive power that is lost, in var; negative when charging outweighs it.
    public let lossVar: Double
    /// The larger current over the rated one; not a number without a rating.
    public let loading: Double
  }

  /// The power of one source.
  public struct SourceRow: Hashable, Sendable {
    /// The name of the source.
    public let name: String
    /// The active power that it delivers, in W.
    public let activePowerWatts: Double
    /// The reactive power that it delivers, in var.
    public let reactivePowerVar: Double
  }

  /// A generator that holds a voltage.
  public struct GeneratorRow: Hashable, Sendable {
    /// The name of the generator.
    public let name: String
    /// The reactive power that was found for it, in var.
    public let reactivePowerVar: Double
    /// Whether it is at a limit and so does not hold its voltage.
    public let isAtLimit: Bool
  }

  /// A voltage and where it is.
  public struct Extreme: Hashable, Sendable {
    /// The name of the bus.
    public let bus: String
    /// The voltage, in per unit.
    public let perUnit: Double
  }

  /// Whether the voltages fulfil the equations within the tolerance.
  public let converged: Bool
  /// The method that was used last.
  public let method: PowerFlowMethod
  /// The number of iterations.
  public let iterations: Int
  /// The largest difference between the power asked for and the power that the branches bring, in VA.
  public let mismatchVoltAmperes: Double
  /// The name of the bus with that difference.
  public let worstBus: String
  /// The buses, in the order of the network.
  public let buses: [BusRow]
  /// The branches, lines first.
  public let branches: [BranchRow]
  /// The sources.
  public let sources: [SourceRow]
  /// The generators that hold a voltage.
  public let generators: [GeneratorRow]
  /// The active power that is lost in all lines and transformers, in W.
  public let totalLossWatts: Double
  /// The reactive power that is lost in all lines and transformers, in var.
  public let totalLossVar: Double
  /// The active power that all sources deliver, in W.
  public let sourceActivePowerWatts: Double
  /// The reactive power that all sources deliver, in var.
  public let sourceReactivePowerVar: Double
  /// The names of the buses without a path to a source.
  public let deadBuses: [String]
  /// The active power that was asked for there, in W.
  public let unservedLoadWatts: Double
  /// What is probably a mistake in the network.
  public let warnings: [NetworkWarning]

  /// The lowest voltage, or `nil` without a solution.
  public var minimumVoltage: Extreme? { extreme(by: <) }
  /// The highest voltage, or `nil` without a solution.
  public var maximumVoltage: Extreme? { extreme(by: >) }

  private func extreme(by comes: (Double, Double) -> Bool) -> Extreme? {
    buses.filter { !$0.magnitudePerUnit.isNaN }
      .min { comes($0.magnitudePerUnit, $1.magnitudePerUnit) }
      .map { Extreme(bus: $0.name, perUnit: $0.magnitudePerUnit) }
  }
}

extension PowerFlowSolver {
  /// Gathers everything that the last solution found.
  ///
  /// - Complexity: O(*n*) for *n* buses and branches.
  public mutating func solution() -> BalancedSolution {
    computeBranchFlows()
    let flows = branchFlows
    let outcome = lastOutcome
    let ends = network.branchEnds
    let rows = ends.indices.map { branch in
      BalancedSolution.BranchRow(
        name: network.branchName(branch), isTransformer: branch >= network.lines.count,
        fromBus: network.buses[ends[branch].from].name,
        toBus: network.buses[ends[branch].to].name,
        activePowerFromWatts: flows.activePowerFromWatts[branch],
        reactivePowerFromVar: flows.reactivePowerFromVar[branch],
        activePowerToWatts: flows.activePowerToWatts[branch],
        reactivePowerToVar: flows.reactivePowerToVar[branch],
        currentFromAmperes: flows.currentFromAmperes[branch],
        currentToAmperes: flows.currentToAmperes[branch], lossWatts: flows.lossWatts[branch],
        lossVar: flows.reactivePowerFromVar[branch] + flows.reactivePowerToVar[branch],
        loading: flows.loading[branch])
    }
    let limited = Set(generatorsAtLimit)
    return BalancedSolution(
      converged: outcome?.converged ?? false, method: lastMethod,
      iterations: outcome?.iterations ?? 0,
      mismatchVoltAmperes: outcome?.mismatchVoltAmperes ?? .nan,
      worstBus: network.buses[outcome?.worstBus ?? 0].name,
      buses: network.buses.indices.map { bus in
        BalancedSolution.BusRow(
          name: network.buses[bus].name,
          magnitudePerUnit: voltageMagnitudePerUnit(ofBus: bus),
          angleDegrees: voltageAngleDegrees(ofBus: bus),
          nominalVolts: network.buses[bus].nominalVoltage.volts)
      },
      branches: rows,
      sources: network.sources.indices.map { source in
        let power = sourcePower(source)
        return BalancedSolution.SourceRow(
          name: network.sources[source].name, activePowerWatts: power.activeWatts,
          reactivePowerVar: power.reactiveVar)
      },
      generators: network.generators.indices.compactMap { generator in
        generatorReactivePowerVar(generator).map {
          BalancedSolution.GeneratorRow(
            name: network.generators[generator].name, reactivePowerVar: $0,
            isAtLimit: limited.contains(generator))
        }
      },
      totalLossWatts: totalLossWatts,
      totalLossVar: rows.reduce(0) { $0 + ($1.lossVar.isNaN ? 0 : $1.lossVar) }
        + (isSolved ? 0 : .nan),
      sourceActivePowerWatts: sourceActivePowerWatts,
      sourceReactivePowerVar: sourceReactivePowerVar,
      deadBuses: deadBuses.map { network.buses[$0].name }, unservedLoadWatts: unservedLoadWatts,
      warnings: warnings)
  }
}
