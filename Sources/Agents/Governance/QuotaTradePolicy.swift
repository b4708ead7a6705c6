public import Parameters

/// Whether to sell or buy quota, and at what price.
public struct QuotaTradePolicy: Parameterized, Hashable {
  public static var parameterSet: ParameterSet {
    ParameterSet(name: "quota trade", "Whether to sell or buy quota, and at what price.", [])
  }

  public init(_ values: ParameterValues) throws(ParameterError) {}
}
