import Parameters

/// What a study can measure its arms against without describing it.
enum ReferenceArm: String, CaseIterable {
  /// Nobody generates or stores anything.
  case noDER = "no-der"
  /// The same devices under the same control, without a local market.
  case noMarket = "no-market"
  /// All batteries follow one plan that knows all profiles and minimises what the community pays.
  case centralOptimum = "central-optimum"

  /// One line for a person.
  var title: String {
    switch self {
    case .noDER: "Without generation and storage"
    case .noMarket: "Without a local market, under the same control"
    case .centralOptimum: "Central optimum with perfect foresight"
    }
  }

  /// What it sets in a scenario.
  ///
  /// - Parameters:
  ///   - root: The scenario with what every point sets.
  ///   - touched: The keys at the top of the scenario that the study sets anywhere.
  func settings(in root: YAMLNode, touched: Set<String>) -> [(path: String, value: String)] {
    switch self {
    case .noDER:
      var settings: [(path: String, value: String)] = []
      for member in Self.elements(of: root, ScenarioKeys.members.name) {
        // A plant that is not there draws nothing, so that what else members draw stays as it is.
        for device in [MemberKeys.photovoltaic, MemberKeys.battery] {
          settings.append(("\(member).\(device.name)", "null"))
        }
      }
      if root[ScenarioKeys.contract.name] != nil || touched.contains(ScenarioKeys.contract.name) {
        settings.append(
          ("\(ScenarioKeys.contract.name).\(ContractKeys.enabled.name)", "false"))
      }
      // Nobody has anything to sell, so one run stands for every market.
      return settings + Self.withoutMarket(root, touched: touched)
    case .noMarket:
      return Self.withoutMarket(root, touched: touched)
    case .centralOptimum:
      return Self.withoutMarket(root, touched: touched) + [
        ("\(ScenarioKeys.dispatch.name).kind", DispatchKeys.centralOptimum.name)
      ]
    }
  }

  /// The policies by which a market decides who gives way in the network.
  private static let policiesOfMarkets = Set(
    ConstraintSettings.Policy.allCases.filter { $0 != .none && $0 != .proRata }.map(\.rawValue))

  /// No market, neither at delivery nor before or after it.
  private static func withoutMarket(
    _ root: YAMLNode, touched: Set<String>
  ) -> [(path: String, value: String)] {
    let market = ScenarioKeys.market.name
    var settings = [("\(market).kind", "none")]
    for stage in [MarketKeys.stages, MarketKeys.settlement] {
      if touched.contains(market) || root[market]?.value[stage.name] != nil {
        settings.append(("\(market).\(stage.name)", "null"))
      }
    }
    let (network, constraints) = (ScenarioKeys.network.name, NetworkKeys.constraints.name)
    let policy = root[network]?.value[constraints]?.value[ConstraintKeys.policy.name]?.value
    if case .scalar(let word, _) = policy?.content, Self.policiesOfMarkets.contains(word) {
      settings.append(("\(network).\(constraints).\(ConstraintKeys.policy.name)", "none"))
    }
    return settings
  }

  /// The paths of the elements of a list, by their names where these are plain words.
  private static func elements(of root: YAMLNode, _ key: String) -> [String] {
    guard case .sequence(let elements) = root[key]?.value.content else { return [] }
    return elements.enumerated().map { index, element in
      guard let name = Override.name(of: element), Int(name) == nil, !name.isEmpty,
        name.utf8.allSatisfy({
          (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
            || $0 == 95
        })
      else { return "\(key)[\(index)]" }
      return "\(key).\(name)"
    }
  }
}
