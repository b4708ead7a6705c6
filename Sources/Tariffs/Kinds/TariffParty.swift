/// A party that a part of a bill is owed to.
public enum TariffParty: String, CaseIterable, Hashable, Sendable {
  /// The supplier of what the community does not trade itself.
  case retailer
  /// The distribution company, owner of the feeder.
  case distributionCompany = "distribution-company"
  /// The state: taxes and levies.
  case government
  /// The members among themselves: what some pay for shared energy, others are paid.
  case community
}
