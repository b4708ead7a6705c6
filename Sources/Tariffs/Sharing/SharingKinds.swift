/// The kinds of sharing that files may name; a new kind adds one line here.
public enum SharingKinds {
  /// Every kind, in the order of the documentation.
  public static let all: [any SharingRule.Type] = brazil + europe

  /// The rules of European countries.
  static let europe: [any SharingRule.Type] = [
    SharedGeneration.self, ItalyCommunity.self, SpainCollective.self, FranceCollective.self,
    GermanyBuilding.self, GermanyEnergySharing.self,
  ]
}
