public import Contracts

/// Something that a member means to do at a time; what exactly, it decides when the time has come.
public struct Intention: Hashable, Sendable {
  /// The time, in whole seconds since 1970-01-01T00:00Z.
  public var time: Int64
  /// The index of the member in the scenario.
  public var member: Int
  /// What it means to do.
  public var act: Act

  /// What a member may mean to do.
  public enum Act: Hashable, Sendable {
    /// Ask for admission.
    case apply
    /// Cast a ballot.
    case vote(ReferendumID)
    /// Bid for a plant.
    case bid(PlantID)
    /// Add to a bid for a plant in the last days of its crowdfunding.
    case topUp(PlantID)
    /// Change or withdraw a bid.
    case changeBid(PlantID)
    /// Propose a plant.
    case propose
    /// Ask for the own removal.
    case leave
    /// Move to the area of another distribution company.
    case move
  }

  /// Creates an intention.
  public init(time: Int64, member: Int, act: Act) {
    self.time = time
    self.member = member
    self.act = act
  }
}
