public import Parameters

/// The kinds of tariff that scenario files may name; a new kind adds one line here.
public enum TariffKinds {
  /// Every kind, in the order of the documentation.
  public static let all: [any (Tariff & Parameterized).Type] = [
    FlatTariff.self,
    TimeOfUseTariff.self,
  ]
}
