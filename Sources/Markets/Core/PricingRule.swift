/// Which price each trade of a double auction is made at; who trades is decided elsewhere, by the
/// book and the ``RationingRule``.
public enum PricingRule: Hashable, Sendable {
  /// One price for all trades of an interval.
  case uniform(UniformPricing)
  /// A price for each pair of a bid and an offer.
  case perPair(PairPricing)
}

/// Where the one price of an auction lies.
///
/// Only ``competitive(_:)`` is sure to stay inside the competitive interval
/// (``Clearing/lowerCompetitivePrice``); at the other prices a trader who is rationed may want more
/// than it gets. No order trades at a worse price than its limit under any of them.
public enum UniformPricing: Hashable, Sendable {
  /// A place in the competitive interval.
  case competitive(CompetitivePricing)
  /// The limit of the dearest offer served, even partly: *o\**.
  case marginalSupply
  /// The limit of the cheapest bid served, even partly: *b\**.
  case marginalDemand
  /// The mean of both, rounded half to even: (*b\** + *o\**) / 2.
  case lastPairMidpoint
}

/// The price of one bid that takes from one offer.
public enum PairPricing: String, CaseIterable, Hashable, Sendable {
  /// The limit price of the bid.
  case bid
  /// The limit price of the offer.
  case offer
  /// The mean of both limits, rounded half to even.
  case midpoint
}

extension UniformPricing {
  /// The word in scenario files.
  public var name: String {
    switch self {
    case .competitive: "k"
    case .marginalSupply: "marginal-supply"
    case .marginalDemand: "marginal-demand"
    case .lastPairMidpoint: "last-pair-midpoint"
    }
  }

  /// The words in scenario files.
  public static let names = ["k", "marginal-supply", "marginal-demand", "last-pair-midpoint"]

  /// Finds the rule of a word; `k` counts only where the rule has one.
  ///
  /// - Precondition: `k` lies from 0 to 1.
  public init?(name: String, k: Double = 0.5) {
    switch name {
    case "k": self = .competitive(CompetitivePricing(k: k))
    case "marginal-supply": self = .marginalSupply
    case "marginal-demand": self = .marginalDemand
    case "last-pair-midpoint": self = .lastPairMidpoint
    default: return nil
    }
  }
}

extension PricingRule {
  /// The rule in words and symbols, as results store it.
  public var description: String {
    switch self {
    case .uniform(.competitive): "k in the competitive interval [max(o*, B1), min(b*, O1)]"
    case .uniform(.marginalSupply): "limit of the last offer served, o*"
    case .uniform(.marginalDemand): "limit of the last bid served, b*"
    case .uniform(.lastPairMidpoint): "mean of the last bid and offer served, (b* + o*)/2"
    case .perPair(.bid): "limit of the bid of each pair"
    case .perPair(.offer): "limit of the offer of each pair"
    case .perPair(.midpoint): "mean of the limits of each pair"
    }
  }
}
