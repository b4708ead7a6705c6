public import Parameters

/// Whether and when to ask for admission.
public struct AdmissionPolicy: Parameterized, Hashable {
  public static var parameterSet: ParameterSet {
    ParameterSet(name: "admission", "Whether and when to ask for admission.", [])
  }

  public init(_ values: ParameterValues) throws(ParameterError) {}
}
