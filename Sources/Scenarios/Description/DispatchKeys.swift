import Parameters

/// The keys of `dispatch`.
enum DispatchKeys {
  static let horizon = Parameter(
    "horizon", .quantity(.duration), minimum: 60, maximum: 366 * 86_400, default: .number(86_400),
    "How far ahead the plan looks, whole intervals.")
  static let renewal = Parameter(
    "renewal", .quantity(.duration), minimum: 60, maximum: 366 * 86_400, isOptional: true,
    "Time until the plan is made anew, whole intervals, at most the horizon; without it, the "
      + "horizon.")

  static let members = ParameterSet(
    name: "members", "Owners decide, each by the control of its battery.", [])
  static let centralOptimum = ParameterSet(
    name: "central-optimum",
    "All batteries follow one plan that knows all profiles and minimises what the community pays: "
      + "the reference that no market can undercut.", [horizon, renewal])

  static let kinds = [members, centralOptimum]
  static let variants = Variants(
    name: "dispatch", selector: .key(Variants.kindKey, default: members.name), kinds: kinds,
    "Who decides what batteries do.")
}
