import Markets
import Parameters

/// The designs that there are, with what they promise.
public struct DesignList: Encodable, Sendable {
  /// A design.
  public struct Entry: Encodable, Hashable, Sendable {
    /// The name.
    public let name: String
    /// One line of documentation.
    public let documentation: String
    /// The names of the parameters.
    public let parameters: [String]
    /// What is left to the auctioneer: `strong`, `weak` or `none`.
    public let budgetBalance: String
    /// Whether no order is served at a worse price than its limit.
    public let isIndividuallyRational: Bool
    /// Whose truthful order is never beaten: `none`, `single-unit` or `multi-unit`.
    public let incentiveCompatibility: String
    /// Whether truthful orders are served to the greatest welfare.
    public let isEfficient: Bool
    /// Whether the order of submission decides no more than ties.
    public let isIndifferentToOrder: Bool
    /// Whether no more energy is traded than is offered and asked for.
    public let conservesEnergy: Bool
    /// What it uses of the book besides the orders.
    public let needs: [String]
  }

  /// The designs, in the order of their documentation.
  public let designs: [Entry]

  /// Lists the designs that there are.
  public init() {
    designs = MarketMechanisms.all.map { type in
      let (set, traits) = (type.parameterSet, type.traits)
      return Entry(
        name: set.name, documentation: set.documentation,
        parameters: set.parameters.map(\.name), budgetBalance: traits.budgetBalance.rawValue,
        isIndividuallyRational: traits.isIndividuallyRational,
        incentiveCompatibility: traits.incentiveCompatibility.rawValue,
        isEfficient: traits.isEfficient, isIndifferentToOrder: traits.isIndifferentToOrder,
        conservesEnergy: traits.conservesEnergy, needs: traits.needs.words)
    }
  }

  /// One line for each design.
  public var text: String {
    var table = TextTable(["design", "what it does"])
    for design in designs { table.add([design.name, design.documentation]) }
    return table.lines.dropFirst().map { String($0.dropFirst(2)) }.joined(separator: "\n")
  }
}

extension MechanismTraits.Needs {
  /// What is needed, in the words of the book's keys.
  var words: [String] {
    let words: [(Self, String)] = [
      (.draws, "seed"), (.retailPrices, "importPrice and exportPrice"), (.slopes, "slope"),
      (.quotaShares, "quotaShares"), (.distances, "distances"), (.zones, "zone"),
      (.feeder, "feeder"),
    ]
    return words.filter { contains($0.0) }.map(\.1)
  }
}
