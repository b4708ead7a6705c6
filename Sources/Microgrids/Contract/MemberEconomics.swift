import Quantities

/// What a member would have paid without trades and quota, what it did pay, and what it invested,
/// year by year from the start of the run.
struct MemberEconomics {
  /// One year.
  struct Year {
    /// The cost of the same meter readings under the tariff alone, in currency units.
    var tariffAlone = 0.0
    /// What the energy did cost, compensation and upkeep included, in currency units.
    var paid = 0.0
    /// What was paid for shared plants, in currency units.
    var invested = 0.0

    var saving: Double { tariffAlone - paid }
  }

  private(set) var years: [Year] = []

  /// Adds to the present year.
  mutating func add(year: Int, _ change: (inout Year) -> Void) {
    while years.count <= year { years.append(Year()) }
    change(&years[year])
  }

  /// The saving of the whole run.
  var saving: Double { years.reduce(0) { $0 + $1.saving } }
  /// The investment of the whole run.
  var invested: Double { years.reduce(0) { $0 + $1.invested } }
  /// The savings less the investments of each year.
  var flows: [Double] { years.map { $0.saving - $0.invested } }
}
