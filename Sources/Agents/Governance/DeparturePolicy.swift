public import Parameters

/// Whether to leave the community or to move.
public struct DeparturePolicy: Parameterized, Hashable {
  public static var parameterSet: ParameterSet {
    ParameterSet(name: "departure", "Whether to leave the community or to move.", [])
  }

  public init(_ values: ParameterValues) throws(ParameterError) {}
}
