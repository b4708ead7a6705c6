import Parameters

/// The keys of an element of `arms`.
enum ArmKeys {
  /// The greatest number of arms, each of which is checked.
  static let limit = 100
  /// The word that stands for all arms where one is chosen.
  static let all = "all"

  static let name = Parameter(
    "name", .text,
    "Name of the arm: letters, digits, '-' and '_', as it becomes part of file names.")
  static let description = Parameter(
    "description", .text, isOptional: true, "What the arm is for.")
  static let values = Parameter(
    "set", .overrides, isOptional: true,
    "Values that take the place of the scenario's, by paths such as 'market.kind'.")

  static let set = ParameterSet(
    name: "arm", "A named variation of the scenario.", [name, description, values])
}
