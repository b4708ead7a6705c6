/// What a repetition contributes to a stopping rule.
public enum RepetitionOutcome: Hashable, Sendable {
  /// It has not been run.
  case missing
  /// It failed, or its indicator is not a number: it contributes nothing.
  case none
  /// The value of the indicator.
  case value(Double)
}
