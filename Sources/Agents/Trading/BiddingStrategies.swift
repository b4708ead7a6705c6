public import Parameters

/// The strategies that scenario files may name; a new strategy adds one line here.
public enum BiddingStrategies {
  /// Every strategy, in the order of the documentation.
  public static let all: [any (BiddingStrategy & Parameterized).Type] = [
    TruthfulStrategy.self,
    ZeroIntelligenceStrategy.self,
    UnconstrainedZeroIntelligenceStrategy.self,
    ZeroIntelligencePlusStrategy.self,
    GjerstadDickhautStrategy.self,
    AdaptiveAggressiveStrategy.self,
    RothErevStrategy.self,
    ModifiedRothErevStrategy.self,
    QLearningStrategy.self,
    LinearRampStrategy.self,
    SniperStrategy.self,
    ShaverStrategy.self,
  ]
}
