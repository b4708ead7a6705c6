import Markets
import Parameters
import PowerFlow

extension ScenarioReader {
  /// What the network may carry; reports a band without width.
  func constraintSettings(
    _ section: Section, minimumVoltage: Double, maximumVoltage: Double
  ) -> ConstraintSettings? {
    guard section.isComplete,
      let policy = section.word(ConstraintKeys.policy, as: ConstraintSettings.Policy.self),
      let loading = section.number(ConstraintKeys.maximumLoading),
      let rounds = section.integer(ConstraintKeys.maximumRounds),
      let feeStep = section.number(ConstraintKeys.feeStep)
    else { return nil }
    let minimum = section.number(ConstraintKeys.minimumVoltage) ?? minimumVoltage
    let maximum = section.number(ConstraintKeys.maximumVoltage) ?? maximumVoltage
    if minimum >= maximum, minimumVoltage < maximumVoltage {
      diagnostics.report(
        section.place(ConstraintKeys.minimumVoltage),
        "the voltages that 'constraints' allows are none: \(minimum) is not below \(maximum).")
    }
    return ConstraintSettings(
      policy: policy, minimumVoltage: minimum, maximumVoltage: maximum, maximumLoading: loading,
      maximumRounds: Int(rounds),
      feeStepMicros: max(Int64(exactly: (feeStep * 1e6).rounded(.toNearestOrEven)) ?? .max, 1))
  }

  /// Reports a policy that the market or the network does not allow.
  func checkConstraints(of network: NetworkSettings, in section: Section, market: MarketSettings) {
    guard let constraints = network.constraints,
      let inner = section.section(ScenarioKeys.network)?.section(NetworkKeys.constraints)
    else { return }
    let (policy, needs) = (constraints.policy, market.spot.mechanism.traits.needs)
    func refuse(_ reason: String) {
      diagnostics.report(
        inner.place(ConstraintKeys.policy), "the policy '\(policy.rawValue)' \(reason)")
    }
    switch policy {
    case .none, .proRata: break
    case .pricePriority:
      if market.spot.mechanism is NoMarket {
        refuse("needs a market, whose limit prices tell what energy is worth.")
      }
    case .networkFees:
      if !needs.contains(.zones) {
        refuse(
          "needs a market whose trades bear fees for the network, such as 'network-fee-p2p'; "
            + "'\(market.spot.kindName)' knows no zones.")
      }
    case .locational:
      if !needs.contains(.feeder) {
        refuse(
          "needs a market that clears with the network, such as 'distribution-locational'; "
            + "'\(market.spot.kindName)' knows no feeder.")
      }
    }
    guard policy == .networkFees || policy == .locational else { return }
    if case .multiphase = network.network {
      refuse(
        "needs a balanced network. Where phases differ, take "
          + "'\(ConstraintSettings.Policy.pricePriority.rawValue)' or "
          + "'\(ConstraintSettings.Policy.proRata.rawValue)'.")
    } else if case .balanced(let network) = network.network, !network.isRadial {
      refuse("needs a network with one source and without loops.")
    }
  }
}

extension NetworkSettings {
  /// Whether the network is balanced, with one source and without loops.
  var isRadial: Bool {
    guard case .balanced(let network) = network else { return false }
    return network.isRadial
  }
}

extension Network {
  /// Whether there is one source and no loop.
  fileprivate var isRadial: Bool { (try? RadialSweepSolver(self)) != nil }
}
