public import Parameters

/// The strategies that scenario files may name; a new strategy adds one line here.
public enum BiddingStrategies {
  /// Every strategy, in the order of the documentation.
  public static let all: [any (BiddingStrategy & Parameterized).Type] = [
    TruthfulStrategy.self,
    UnconstrainedZeroIntelligenceStrategy.self,
    ZeroIntelligenceStrategy.self,
    ZeroIntelligencePlusStrategy.self,
    LinearRampStrategy.self,
    ShaverStrategy.self,
    SniperStrategy.self,
  ]
}
