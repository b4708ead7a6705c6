public import Parameters

/// Whether to change or withdraw a bid.
public struct BidChangePolicy: Parameterized, Hashable {
  public static var parameterSet: ParameterSet {
    ParameterSet(name: "bid change", "Whether to change or withdraw a bid.", [])
  }

  public init(_ values: ParameterValues) throws(ParameterError) {}
}
