extension PowerFlowSolver: BalancedSolver {
  /// Whether the sweep has found the last solution.
  private var isSwept: Bool { lastMethod == .radialSweep }

  public var busCount: Int { network.buses.count }
  public var branchCount: Int { network.branchCount }
  public var warnings: [NetworkWarning] {
    sweep?.warnings ?? newton?.warnings ?? injection?.warnings ?? []
  }

  public var isSolved: Bool {
    (isSwept ? sweep?.isSolved : newton?.isSolved ?? injection?.isSolved) ?? false
  }

  public var branchFlows: BranchFlows {
    if isSwept, let sweep { return sweep.branchFlows }
    return newton?.branchFlows ?? injection?.branchFlows ?? BranchFlows(network.branchRatings)
  }

  public var deadBuses: [Int] { newton?.deadBuses ?? injection?.deadBuses ?? [] }

  public var unservedLoadWatts: Double {
    isSwept ? 0 : newton?.unservedLoadWatts ?? injection?.unservedLoadWatts ?? 0
  }

  public var generatorsAtLimit: [Int] {
    isSwept ? [] : newton?.generatorsAtLimit ?? injection?.generatorsAtLimit ?? []
  }

  public var sourceActivePowerWatts: Double {
    (isSwept
      ? sweep?.sourceActivePowerWatts
      : newton?.sourceActivePowerWatts ?? injection?.sourceActivePowerWatts) ?? .nan
  }

  public var sourceReactivePowerVar: Double {
    (isSwept
      ? sweep?.sourceReactivePowerVar
      : newton?.sourceReactivePowerVar ?? injection?.sourceReactivePowerVar) ?? .nan
  }

  public var totalLossWatts: Double {
    (isSwept
      ? sweep?.totalLossWatts : newton?.totalLossWatts ?? injection?.totalLossWatts) ?? .nan
  }

  public mutating func computeBranchFlows() {
    if isSwept {
      sweep?.computeBranchFlows()
    } else {
      newton?.computeBranchFlows()
      injection?.computeBranchFlows()
    }
  }

  public func voltageMagnitudePerUnit(ofBus bus: Int) -> Double {
    (isSwept
      ? sweep?.voltageMagnitudePerUnit(ofBus: bus)
      : newton?.voltageMagnitudePerUnit(ofBus: bus)
        ?? injection?.voltageMagnitudePerUnit(ofBus: bus)) ?? .nan
  }

  public func voltageAngleDegrees(ofBus bus: Int) -> Double {
    (isSwept
      ? sweep?.voltageAngleDegrees(ofBus: bus)
      : newton?.voltageAngleDegrees(ofBus: bus) ?? injection?.voltageAngleDegrees(ofBus: bus))
      ?? .nan
  }

  public func copyVoltageMagnitudes(into magnitudes: inout MutableSpan<Double>) {
    if isSwept, sweep != nil {
      sweep?.copyVoltageMagnitudes(into: &magnitudes)
    } else if newton != nil {
      newton?.copyVoltageMagnitudes(into: &magnitudes)
    } else {
      injection?.copyVoltageMagnitudes(into: &magnitudes)
    }
  }

  public func copyVoltageAngles(into degrees: inout MutableSpan<Double>) {
    if isSwept, sweep != nil {
      sweep?.copyVoltageAngles(into: &degrees)
    } else if newton != nil {
      newton?.copyVoltageAngles(into: &degrees)
    } else {
      injection?.copyVoltageAngles(into: &degrees)
    }
  }

  public func sourcePower(_ source: Int) -> (activeWatts: Double, reactiveVar: Double) {
    precondition(network.sources.indices.contains(source), "the source must exist")
    if isSwept { return (sourceActivePowerWatts, sourceReactivePowerVar) }
    return newton?.sourcePower(source) ?? injection?.sourcePower(source) ?? (.nan, .nan)
  }

  public func generatorReactivePowerVar(_ generator: Int) -> Double? {
    isSwept
      ? nil
      : newton?.generatorReactivePowerVar(generator)
        ?? injection?.generatorReactivePowerVar(generator)
  }
}
