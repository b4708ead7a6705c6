/// The propensities of Roth and Erev, which grow with what actions brought.
///
/// ```text
/// q_j ← (1 − φ)·q_j + E_j          p_j = q_j / Σ q
/// E_k = r·(1 − ε)                   the action k taken, with its reward r
/// E_j = r·ε/(N − 1)                 all others                        (Roth and Erev)
/// E_j = q_j·ε/(N − 1)               all others                        (modified)
/// ```
///
/// Without reward the modified rule still moves probability away from the action that was taken, while
/// the first one leaves all probabilities as they are. Propensities may not become negative: a negative
/// reward, a loss, counts as none.
///
/// A. E. Roth and I. Erev, “Learning in extensive-form games”, Games and Economic Behavior 8 (1995),
/// doi:10.1016/S0899-8256(05)80020-X; modified by J. Nicolaisen, V. Petrov and L. Tesfatsion, “Market
/// power and efficiency in a computational electricity market with discriminatory double-auction
/// pricing”, IEEE Transactions on Evolutionary Computation 5 (2001), doi:10.1109/4235.956714.
public struct RothErevLearning: Hashable, Sendable {
  /// The propensity q of each action.
  public private(set) var propensities: [Double]
  /// The rate φ at which the past is forgotten.
  public let forgetting: Double
  /// The share ε of experience that goes to the actions not taken.
  public let experimentation: Double
  /// Whether the modified rule holds.
  public let isModified: Bool

  /// Creates propensities that are all the same; what lies outside its range is moved into it.
  public init(
    actions: Int, initialPropensity: Double, forgetting: Double, experimentation: Double,
    isModified: Bool
  ) {
    propensities = Array(
      repeating: limited(initialPropensity, 1e-6, 1e6), count: min(max(actions, 2), 1000))
    self.forgetting = limited(forgetting, 0, 1)
    self.experimentation = limited(experimentation, 0, 1)
    self.isModified = isModified
  }

  /// The probability of each action.
  public var probabilities: [Double] {
    let total = propensities.reduce(0, +)
    let count = Double(propensities.count)
    return propensities.map { total > 0 ? $0 / total : 1 / count }
  }

  /// Learns the reward of an action; an action that does not exist teaches nothing.
  public mutating func learn(_ action: Int, reward: Double) {
    guard propensities.indices.contains(action) else { return }
    let reward = limited(reward, 0, 1e9)
    let spread = experimentation / Double(propensities.count - 1)
    for index in propensities.indices {
      let experience =
        index == action
        ? reward * (1 - experimentation) : spread * (isModified ? propensities[index] : reward)
      propensities[index] = limited(
        (1 - forgetting) * propensities[index] + experience, 0, 1e12)
    }
  }
}
