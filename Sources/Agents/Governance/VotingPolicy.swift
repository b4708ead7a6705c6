public import Parameters

/// Whether and how to vote.
public struct VotingPolicy: Parameterized, Hashable {
  public static var parameterSet: ParameterSet {
    ParameterSet(name: "voting", "Whether and how to vote.", [])
  }

  public init(_ values: ParameterValues) throws(ParameterError) {}
}
