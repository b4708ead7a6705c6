import StudyFiles

/// What a party receives more at a level than at the baseline.
public struct PartyChange: Hashable, Sendable {
  /// The labels of the stratum.
  public var stratum: [String]
  /// The label of the level, and of the baseline.
  public var level: String
  public var baseline: String
  /// The name of the account, `all members`, or `sum`.
  public var party: String
  /// The balance at the baseline and at the level: what is received less what is paid.
  public var before: SeedEstimate
  public var after: SeedEstimate
  /// The level less the baseline, pair by pair; positive for who gains.
  public var change: SeedEstimate
}

/// The balances of a study's accounts, put together to parties.
struct PartyColumns {
  /// The accounts that are nobody's own.
  static let parties = [
    "retailer", "distribution company", "government", "auctioneer", "contract", "plant builder",
  ]
  static let members = "all members"
  static let sum = "sum"

  /// The names of the parties, the members together and the sum last.
  let names: [String]
  private let accountCount: Int
  private let balances: [Double]
  /// The place among the names of each account.
  private let partyOfAccount: [Int]

  /// - Returns: `nil` when the study holds no balances.
  init?(_ table: StudyTable) {
    guard let accounts = table.tables.first(where: { $0.axis == "account" }),
      let balances = accounts.columns.first(where: { $0.name == "balance" })
    else { return nil }
    var present: [String] = []
    var places: [Int?] = []
    for label in accounts.labels {
      // The parties stand first; a member may have the name of one.
      if Self.parties.contains(label), !present.contains(label) {
        places.append(present.count)
        present.append(label)
      } else {
        places.append(nil)
      }
    }
    partyOfAccount = places.map { $0 ?? present.count }
    names = present + [Self.members, Self.sum]
    accountCount = accounts.labels.count
    self.balances = balances.values
  }

  /// The balances of all parties in a row of the study, in millionths; not a number where unknown.
  ///
  /// Balances are whole millionths, so that their sum is exact.
  func micros(row: Int) -> [Double] {
    var sums = [Int128](repeating: 0, count: names.count)
    for account in 0..<accountCount {
      let scaled = (balances[row * accountCount + account] * 1e6).rounded()
      guard scaled.magnitude < 1e30 else { return names.map { _ in .nan } }
      sums[partyOfAccount[account]] += Int128(scaled)
      sums[names.count - 1] += Int128(scaled)
    }
    return sums.map { Double($0) }
  }
}

extension StudySelection {
  /// What each party gains or loses at each level.
  func partyChanges(_ options: ComparisonOptions) -> [PartyChange] {
    guard let columns = PartyColumns(table) else { return [] }
    return strata.indices.flatMap { stratum in
      levels.indices.filter { $0 != baseline }.flatMap { level in
        changes(columns, level: level, stratum: stratum, options)
      }
    }
  }

  private func changes(
    _ columns: PartyColumns, level: Int, stratum: Int, _ options: ComparisonOptions
  ) -> [PartyChange] {
    let empty = columns.names.map { _ in SeedMeans(seedCount: table.seeds.count) }
    var (before, after, change) = (empty, empty, empty)
    for pair in pairs[level][stratum] where isDone(pair) {
      let (base, value) = (columns.micros(row: pair.baseline), columns.micros(row: pair.row))
      for party in columns.names.indices where (value[party] - base[party]).isFinite {
        before[party].add(base[party], seed: pair.replication)
        after[party].add(value[party], seed: pair.replication)
        change[party].add(value[party] - base[party], seed: pair.replication)
      }
    }
    func estimate(_ means: SeedMeans) -> SeedEstimate {
      SeedEstimate(means.values.map { $0 / 1e6 }, confidence: options.confidence)
    }
    return columns.names.indices.map { party in
      PartyChange(
        stratum: strata[stratum], level: levels[level], baseline: levels[baseline],
        party: columns.names[party], before: estimate(before[party]), after: estimate(after[party]),
        change: estimate(change[party]))
    }
  }
}
