public import Parameters

/// A rule by which the members of a group share what some of them generate: credits of shared
/// generation, coefficients, keys, premiums on energy that is shared within the hour.
///
/// A rule acts on the meters before they are billed, on the credits while they are billed, or adds
/// lines of its own. It is a value without state.
public protocol SharingRule: Parameterized {
  /// The names of the members who take part, in the order of the rule's own numbers.
  var memberNames: [String] { get }
}

/// The kinds of sharing that files may name; a new kind adds one line here.
public enum SharingKinds {
  /// Every kind, in the order of the documentation.
  public static let all: [any SharingRule.Type] = []
}
