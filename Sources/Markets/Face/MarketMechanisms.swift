public import Parameters

/// The mechanisms that a scenario can name.
public enum MarketMechanisms {
  /// All mechanisms; a new one is a file of its own and a line here.
  public static let all: [any (MarketMechanism & Parameterized).Type] = [
    NoMarket.self,
    UniformPriceDoubleAuction.self,
  ]
}

extension MarketMechanism where Self: Parameterized {
  public static var name: String { parameterSet.name }
}
