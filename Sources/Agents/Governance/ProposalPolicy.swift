public import Parameters

/// Whether to propose a plant, and which.
public struct ProposalPolicy: Parameterized, Hashable {
  public static var parameterSet: ParameterSet {
    ParameterSet(name: "proposal", "Whether to propose a plant, and which.", [])
  }

  public init(_ values: ParameterValues) throws(ParameterError) {}
}
