/// A control of a multiphase network that acts in steps.
public enum MultiphaseControl: Hashable, Sendable {
  /// A voltage regulator, by its index in ``MultiphaseNetwork/regulators``.
  case regulator(Int)
  /// The control of a capacitor bank, by the bank's index in ``MultiphaseNetwork/capacitors``.
  case capacitor(Int)
}

extension MultiphaseNetwork {
  /// The controls: all regulators, and behind them the capacitor banks that are controlled.
  public var controls: [MultiphaseControl] {
    regulators.indices.map(MultiphaseControl.regulator)
      + capacitors.indices.filter { capacitors[$0].control != nil }.map(
        MultiphaseControl.capacitor)
  }

  /// The name of a control.
  public func name(of control: MultiphaseControl) -> String {
    switch control {
    case .regulator(let index): regulators[index].name
    case .capacitor(let index): capacitors[index].name
    }
  }

  /// The position of a control: the number of the tap, or of the steps that are closed.
  public func position(of control: MultiphaseControl) -> Int {
    switch control {
    case .regulator(let index):
      transformers[regulators[index].transformer].windings[regulators[index].winding].tapNumber
    case .capacitor(let index): capacitors[index].closedStepCount
    }
  }

  /// The positions that a control can reach.
  public func positions(of control: MultiphaseControl) -> ClosedRange<Int> {
    switch control {
    case .regulator(let index):
      transformers[regulators[index].transformer].windings[regulators[index].winding].tapNumbers
    case .capacitor(let index): 0...max(0, capacitors[index].stepCount)
    }
  }

  /// The delays of a control in the direction of a wish.
  public func delays(of control: MultiphaseControl) -> ControlDelays {
    switch control {
    case .regulator(let index):
      ControlDelays(
        upSeconds: regulators[index].delaySeconds, downSeconds: regulators[index].delaySeconds,
        followingSeconds: regulators[index].tapDelaySeconds,
        stepsPerAction: 1)
    case .capacitor(let index):
      ControlDelays(
        upSeconds: capacitors[index].control?.onDelaySeconds ?? 0,
        downSeconds: capacitors[index].control?.offDelaySeconds ?? 0, followingSeconds: nil,
        deadSeconds: capacitors[index].control?.deadTimeSeconds ?? 0, stepsPerAction: 1)
    }
  }

  /// Moves a control to a position, without solving anything.
  mutating func move(_ control: MultiphaseControl, to position: Int) {
    switch control {
    case .regulator(let index):
      let (transformer, winding) = (regulators[index].transformer, regulators[index].winding)
      let tap = transformers[transformer].windings[winding].tap(atNumber: position)
      transformers[transformer].windings[winding].tap = tap
    case .capacitor(let index): capacitors[index].closedStepCount = position
    }
  }

  /// Checks that controls refer to what exists.
  func checkControls() throws(NetworkError) {
    for regulator in regulators {
      let name = "the regulator \(quoted(regulator.name))"
      guard
        transformers.indices.contains(regulator.transformer),
        transformers[regulator.transformer].windings.indices.contains(regulator.winding),
        (0..<transformers[regulator.transformer].phaseCount).contains(regulator.measuredPhase)
      else {
        throw .impossibleValue(
          element: name, problem: "refers to a transformer, winding or phase that does not exist")
      }
      guard transformers[regulator.transformer].statedAdmittance == nil else {
        throw .impossibleValue(
          element: name, problem: "moves the tap of a transformer whose ratings are not given")
      }
      let values = [
        regulator.voltageSettingVolts, regulator.bandwidthVolts, regulator.potentialRatio,
      ]
      guard values.allSatisfy({ $0 > 0 && $0.isFinite }), regulator.maximumTapChange > 0 else {
        throw .impossibleValue(
          element: name, problem: "must have a positive setting, bandwidth, ratio and step")
      }
      guard
        [
          regulator.currentRatingAmperes, regulator.compensationResistanceVolts,
          regulator.compensationReactanceVolts, regulator.delaySeconds, regulator.tapDelaySeconds,
        ].allSatisfy(\.isFinite), regulator.delaySeconds >= 0, regulator.tapDelaySeconds >= 0
      else {
        throw .impossibleValue(
          element: name, problem: "must have finite settings and delays that are not negative")
      }
    }
    for bank in capacitors {
      guard let control = bank.control else { continue }
      let name = "the control of the capacitor \(quoted(bank.name))"
      if control.quantity != .voltage {
        guard let branch = control.branch, (0..<branchCount).contains(branch) else {
          throw .impossibleValue(
            element: name, problem: "needs a branch at which it measures, and it must exist")
        }
      }
      guard
        control.onThreshold.isFinite, control.offThreshold.isFinite, control.ratio > 0,
        [control.onDelaySeconds, control.offDelaySeconds, control.deadTimeSeconds]
          .allSatisfy({ $0 >= 0 && $0.isFinite })
      else {
        throw .impossibleValue(
          element: name,
          problem: "must have finite thresholds, a positive ratio and delays not below zero")
      }
    }
  }
}
