public import Markets

/// How the traders of a laboratory market meet.
public enum SessionProtocol: Sendable {
  /// Only the best bid and the best offer stand. Traders are drawn evenly, one after another; a quote
  /// must better the one that stands on its side. A quote that meets the other side trades at the
  /// earlier price, and a trade cancels what stands (Gode and Sunder 1993).
  case singleQuote
  /// Traders are drawn evenly, one after another, and shout a price. One of those on the other side
  /// who would name that price or a better one, drawn evenly, accepts it; otherwise the shout is
  /// forgotten (Cliff 1997).
  case openOutcry
  /// All traders submit one order for each of their units, and a mechanism clears them together, once
  /// a day.
  case callMarket(any MarketMechanism)

  /// The name, such as `single-quote`.
  public var name: String {
    switch self {
    case .singleQuote: "single-quote"
    case .openOutcry: "open-outcry"
    case .callMarket: "call-market"
    }
  }

  /// The names of all protocols.
  public static let names = ["single-quote", "open-outcry", "call-market"]
}
