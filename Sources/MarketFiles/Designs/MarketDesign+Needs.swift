import Markets
import Parameters

extension MarketDesign {
  /// What a book does not say although the mechanism needs it, or says although the mechanism has no
  /// use for it, in sentences ready for printing; empty when all is well.
  ///
  /// Slopes are an error where they would be passed over in silence; shares, zones, distances and
  /// prices that a mechanism does not look at are the context of other mechanisms, so that one book
  /// serves to compare all.
  public func objections(to book: OrderBookFile) -> [String] {
    let needs = mechanism.traits.needs
    var objections: [String] = []
    if !book.slopes.isEmpty, !needs.contains(.slopes) {
      objections.append(
        "the design '\(name)' has no use for 'slope'; leave the slopes out, or choose "
          + "\(Self.names(needing: .slopes)).")
    }
    if needs.contains(.retailPrices), book.importPrice == nil || book.exportPrice == nil {
      objections.append("the design '\(name)' needs 'importPrice' and 'exportPrice' in the book.")
    }
    if needs.contains(.feeder), book.network?.feeder == nil {
      objections.append(
        "the design '\(name)' needs a radial feeder: 'network' with 'feeder', and a 'bus' for each "
          + "order.")
    }
    // Where the kind of a fee is a parameter, what was chosen decides.
    if needs.contains(.distances), chooses("electrical-distance"),
      book.network?.distances.isEmpty ?? true
    {
      objections.append("the design '\(name)' needs 'distances' in the book's 'network'.")
    }
    if needs.contains(.zones), chooses("zonal"), book.network?.zoneOfBus.isEmpty ?? true {
      objections.append("the design '\(name)' needs a 'zone' for each order or bus of the book.")
    }
    return objections
  }

  /// Whether a parameter has a word for its value.
  private func chooses(_ word: String) -> Bool {
    parameterSet.parameters.contains { values.values[$0.name] == .text(word) }
  }

  /// The mechanisms that use something of the context.
  private static func names(needing need: MechanismTraits.Needs) -> String {
    let names = MarketMechanisms.all.filter { $0.traits.needs.contains(need) }
      .map { "'\($0.parameterSet.name)'" }
    return names.isEmpty ? "none that there is" : names.joined(separator: " or ")
  }
}
