public import Quantities

/// How gsy-e's community manager (SCM) shares a community's surplus by coefficients.
///
/// ```text
/// self = min(production, consumption)   surplus = production − self   need = consumption − self
/// bought = min(coefficient · Σ surplus, need)       sold: the first homes first, until Σ bought
/// ```
///
/// What a home does not need of its part is not given to others.
///
/// Source: gsy-e, the last public version (before commit 1aad48f4e, 2025-05-26),
/// `models/area/scm_manager.py`, `scm_dataclasses.py`, `coefficient_area.py`.
///
/// Its faults: of two equal producers the first sells all and the second nothing; need stays unmet
/// while there is surplus; sellers receive a grid fee that buyers pay.
public enum CommunityCoefficients {
  /// A home's meter in an interval.
  public struct Home: Hashable, Sendable {
    /// What it generates.
    public var production: MeteredEnergy
    /// What it uses.
    public var consumption: MeteredEnergy
    /// Its part of the surplus, from 0 to 1; all parts together are 1.
    public var coefficient: Double

    /// Creates a home.
    public init(production: MeteredEnergy, consumption: MeteredEnergy, coefficient: Double) {
      self.production = production
      self.consumption = consumption
      self.coefficient = coefficient
    }
  }

  /// What becomes of a home's energy in an interval.
  public struct Share: Hashable, Sendable {
    /// What the home uses of its own.
    public var selfConsumed = MeteredEnergy.zero
    /// What it generates beyond.
    public var surplus = MeteredEnergy.zero
    /// What it uses beyond.
    public var need = MeteredEnergy.zero
    /// What it buys from the community.
    public var bought = MeteredEnergy.zero
    /// What it sells to the community.
    public var sold = MeteredEnergy.zero

    /// What it sells to the grid.
    public var soldToGrid: MeteredEnergy { surplus - sold }
    /// What it buys from the grid.
    public var boughtFromGrid: MeteredEnergy { need - bought }
  }

  /// Shares the surplus of homes, in the order in which they joined.
  ///
  /// Negative energies count as none, and a sum of surpluses beyond 2⁶³ − 1 mWh as that.
  public static func shares(of homes: [Home]) -> [Share] {
    var shares = homes.map { home in
      let (production, consumption) = (max(home.production, .zero), max(home.consumption, .zero))
      let selfConsumed = min(production, consumption)
      return Share(
        selfConsumed: selfConsumed, surplus: production - selfConsumed,
        need: consumption - selfConsumed)
    }
    let sum = shares.reduce(0 as Int128) { $0 + Int128($1.surplus.milliwattHours) }
    let surplus = Int64(clamping: sum)
    var left = surplus
    for index in shares.indices {
      let part = communityPart(homes[index].coefficient, of: surplus)
      let bought = min(part, min(shares[index].need.milliwattHours, left))
      shares[index].bought = MeteredEnergy(milliwattHours: bought)
      left -= bought
    }
    var unsold = surplus - left
    for index in shares.indices {
      let sold = min(shares[index].surplus.milliwattHours, unsold)
      shares[index].sold = MeteredEnergy(milliwattHours: sold)
      unsold -= sold
    }
    return shares
  }

  /// The coefficients of the next interval in the dynamic variant: each home's need over all needs;
  /// the same as before when nobody needs anything.
  public static func nextCoefficients(
    after shares: [Share], current: [Double]
  ) -> [Double] {
    let sum = shares.reduce(0) { $0 + Double($1.need.milliwattHours) }
    guard sum > 0 else { return current }
    return shares.map { Double($0.need.milliwattHours) / sum }
  }
}

/// A part of an energy by a coefficient, in milliwatt-hours, rounded half to even; no coefficient
/// below 0 or above 1 counts.
func communityPart(_ coefficient: Double, of energy: Int64) -> Int64 {
  guard coefficient > 0 else { return 0 }
  let scale: Int128 = 1 << 53
  let scaled = Int128((min(coefficient, 1) * 0x1p53).rounded(.toNearestOrEven))
  return Int64(
    truncatingIfNeeded: quotientRoundedHalfToEven(Int128(max(energy, 0)) * scaled, by: scale))
}
