public import PowerFlow

/// What tap changers, regulators and capacitor controls do in a study of steady states.
public enum ControlAction: String, Hashable, Sendable, CaseIterable {
  /// They stay where the file has them.
  case frozen
  /// They move from there until none wants to move any more.
  case settle
  /// The same, with taps at their neutral position at first.
  case settleFromNeutral = "settle-from-neutral"
}

extension NetworkModel {
  /// The network with the taps of all controlled transformers at their neutral position.
  public var withNeutralTaps: NetworkModel {
    switch self {
    case .balanced(var network):
      for index in network.transformers.indices {
        guard var changer = network.transformers[index].tapChanger, changer.control != nil else {
          continue
        }
        network.transformers[index].ratio = changer.ratio(
          at: changer.neutralPosition, from: network.transformers[index].ratio)
        changer.position = changer.neutralPosition
        network.transformers[index].tapChanger = changer
      }
      return .balanced(network)
    case .multiphase(var network):
      for regulator in network.regulators
      where network.transformers.indices.contains(regulator.transformer) {
        network.transformers[regulator.transformer].windings[regulator.winding].tap = 1
      }
      return .multiphase(network)
    }
  }
}
