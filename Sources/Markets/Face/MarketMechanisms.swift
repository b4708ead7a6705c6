public import Parameters

/// The mechanisms that a scenario can name.
public enum MarketMechanisms {
  /// All mechanisms; a new one is a file of its own and a line in the list of its family.
  public static let all: [any (MarketMechanism & Parameterized).Type] =
    auctions + pools + truthful + continuous + networked + peers
}

extension MarketMechanism where Self: Parameterized {
  public static var name: String { parameterSet.name }
}
