/// Which strategies the traders of a session use, and in which proportion.
///
/// On each side of the market the strategies are dealt in turn, as often as their weights say, to the
/// traders in a random order of the replication: no strategy has the same values each time. With one
/// strategy, all use it.
public struct StrategyMix: Sendable {
  /// A strategy and its weight.
  public struct Part: Sendable {
    /// The name for results.
    public var name: String
    /// The strategy in its first state.
    public var strategy: any BiddingStrategy
    /// How many traders of each round of dealing use it.
    public var weight: Int

    /// Creates a part; the weight is at least 1 and at most 1000.
    public init(_ name: String, _ strategy: any BiddingStrategy, weight: Int = 1) {
      self.name = name
      self.strategy = strategy
      self.weight = min(max(weight, 1), 1000)
    }
  }

  /// The strategies.
  public let parts: [Part]

  /// Creates a mix.
  ///
  /// - Throws: ``SessionError`` when there is no part.
  public init(_ parts: [Part]) throws(SessionError) {
    guard !parts.isEmpty else { throw SessionError("the mix has no strategy") }
    self.parts = parts
  }

  /// Creates a mix of one strategy.
  public init(_ name: String, _ strategy: any BiddingStrategy) {
    parts = [Part(name, strategy)]
  }

  /// The parts of a number of traders, in the order of dealing.
  func deal(_ count: Int) -> [Int] {
    let round = parts.indices.flatMap { repeatElement($0, count: parts[$0].weight) }
    return (0..<count).map { round[$0 % round.count] }
  }
}
