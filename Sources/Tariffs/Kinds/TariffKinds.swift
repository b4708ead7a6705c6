/// The kinds of tariff that scenario files may name; a new kind adds one line to a list.
public enum TariffKinds {
  /// Every kind, in the order of the documentation.
  public static let all: [any TariffKind.Type] = simple + general + urdb + brazil

  /// The kinds whose prices depend at most on the hour and on the kind of day.
  static let simple: [any TariffKind.Type] = [FlatTariff.self, TimeOfUseTariff.self]
}
