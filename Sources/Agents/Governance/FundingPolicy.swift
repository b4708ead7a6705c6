public import Parameters

/// What plants are worth, and how much to bid for them.
public struct FundingPolicy: Parameterized, Hashable {
  public static var parameterSet: ParameterSet {
    ParameterSet(name: "funding", "What plants are worth, and how much to bid for them.", [])
  }

  public init(_ values: ParameterValues) throws(ParameterError) {}
}
