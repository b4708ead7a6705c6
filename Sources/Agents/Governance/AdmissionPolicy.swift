public import Parameters

/// Whether and when to ask for admission.
///
/// Someone outside whose expected saving is worth it applies at a rate that grows with the share s
/// of the possible members who are in already:
///
/// ```text
/// saving = share · consumption · value of a credit
/// rate   = h · (1 + e · s)        when saving − hassle > threshold, else 0
/// ```
///
/// That a neighbour's choice makes the own one likelier is the peer effect of B. Bollinger and
/// K. Gillingham, "Peer effects in the diffusion of solar photovoltaic panels", Marketing Science 31
/// (2012), [doi:10.1287/mksc.1120.0727](https://doi.org/10.1287/mksc.1120.0727). The rate is linear
/// in the share, as in the model of F. M. Bass (1969),
/// [doi:10.1287/mnsc.15.5.215](https://doi.org/10.1287/mnsc.15.5.215).
///
/// What is left out: who the neighbours are; everybody counts the same.
public struct AdmissionPolicy: Parameterized, Hashable {
  /// Whether the member is the one that applies at the start.
  public var isFounder: Bool
  /// The rate of applying without neighbours, per year.
  public var rate: Double
  /// The growth of the rate when everybody has joined, as a multiple.
  public var neighbourEffect: Double
  /// The share of the yearly cost of energy that membership is expected to save.
  public var expectedSaving: Double
  /// What membership is felt to cost in a year.
  public var hassle: Double
  /// The saving less the hassle above which it is worth applying, per year.
  public var threshold: Double
  /// The probability of applying again after a refusal.
  public var reapplicationProbability: Double
  /// The time from a refusal to the next application, in seconds.
  public var reapplicationDelay: Double
  /// The probability that the unit, or who follows in it, may apply again after leaving.
  public var returnProbability: Double

  public static let parameterSet = ParameterSet(
    name: "admission", "Whether and when to ask for admission.",
    [
      Parameter(
        "isFounder", .boolean, default: .boolean(false),
        "Whether the member applies at the start; if nobody does, the first member does."),
      quantityParameter(
        "rate", .yearlyRate, maximum: 1000, default: 0.4,
        "Rate of applying while nobody else has joined; 0 for one who never applies."),
      Parameter(
        "neighbourEffect", .number, minimum: 0, maximum: 1000, default: .number(3),
        "Growth of the rate when everybody else has joined, as a multiple of it."),
      shareParameter(
        "expectedSaving", default: 0.15,
        "Share of the yearly cost of energy that membership is expected to save."),
      quantityParameter(
        "hassle", .moneyPerYear, default: 100, "What membership is felt to cost."),
      Parameter(
        "threshold", .quantity(.moneyPerYear), default: .number(0),
        "Expected saving less hassle above which it is worth applying."),
      shareParameter(
        "reapplicationProbability", default: 0.7, "Probability of applying again after a refusal."),
      quantityParameter(
        "reapplicationDelay", .duration, default: 180 * 86_400,
        "Time from a refusal to the next application."),
      shareParameter(
        "returnProbability", default: 0.8,
        "Probability that the unit, or who follows in it, may apply again after leaving."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let values = values.completed(by: Self.parameterSet)
    isFounder = values.boolean("isFounder")
    rate = values.number("rate")
    neighbourEffect = values.number("neighbourEffect")
    expectedSaving = values.number("expectedSaving")
    hassle = values.number("hassle")
    threshold = values.number("threshold")
    reapplicationProbability = values.number("reapplicationProbability")
    reapplicationDelay = values.number("reapplicationDelay")
    returnProbability = values.number("returnProbability")
  }

  /// Whether membership is expected to be worth it.
  ///
  /// - Parameters:
  ///   - consumption: The yearly consumption, in kWh.
  ///   - creditValue: What one credited kWh saves.
  public func isWorthApplying(consumption: Double, creditValue: Double) -> Bool {
    expectedSaving * consumption * creditValue - hassle > threshold
  }

  /// The rate of applying, per year.
  ///
  /// - Parameter memberShare: The share of the possible members who are in already.
  public func rate(memberShare: Double) -> Double { rate * (1 + neighbourEffect * memberShare) }
}
