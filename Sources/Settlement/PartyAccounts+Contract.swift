public import Accounting
public import Quantities

/// The postings of a quota contract that stand on no bill. Without a contract there are none.
extension PartyAccounts {
  /// What a member pays into the contract when a plant that it has funded goes into building.
  public func investment(_ amount: Money, member: Int, at moment: Instant) -> Posting? {
    contract.map {
      Posting(
        debit: members[member], credit: $0, amount: amount, kind: .investment, bookedAt: moment)
    }
  }

  /// What the contract pays the builder of a plant: all that its funders have paid in.
  public func building(_ amount: Money, at moment: Instant) -> Posting? {
    guard let contract, let builder else { return nil }
    return Posting(
      debit: contract, credit: builder, amount: amount, kind: .investment, bookedAt: moment)
  }

  /// The energy of shared plants that belonged to nobody: the retailer takes it and pays nothing.
  public func unallocatedQuota(_ energy: MeteredEnergy, at moment: Instant) -> Posting? {
    contract.map {
      Posting(
        debit: retailer, credit: $0, amount: .zero, energy: energy, kind: .unallocatedQuota,
        bookedAt: moment)
    }
  }
}
