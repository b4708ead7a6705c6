import StudyFiles

/// Who gains and who loses at a level against the baseline: a group of members.
public struct MemberChange: Hashable, Sendable {
  /// A group of members by what they have at both levels.
  public enum Group: String, CaseIterable, Hashable, Sendable {
    /// Everybody.
    case all = "all members"
    /// Neither generation nor storage at either level.
    case consumers
    /// Generation and no storage at both levels.
    case prosumers
    /// Storage at both levels.
    case withStorage = "with storage"
    /// Generation or storage at one of the levels alone.
    case changed = "with other devices"
    /// Neither generation nor storage nor local trade at either level.
    case nonParticipants = "non-participants"
  }

  /// The labels of the stratum.
  public var stratum: [String]
  /// The label of the level, and of the baseline.
  public var level: String
  public var baseline: String
  /// Who is meant.
  public var group: Group
  /// The number of members.
  public var memberCount: SeedEstimate
  /// The change of a member's bill: negative for a gain.
  public var change: SeedEstimate
  /// The change of the bill of the member in the middle.
  public var median: SeedEstimate
  /// The share of members whose bills fall, and of those whose bills rise.
  public var winners: SeedEstimate
  public var losers: SeedEstimate
  /// The greatest fall, and the greatest rise, of a bill; zero where none falls or rises.
  public var greatestGain: SeedEstimate
  public var greatestLoss: SeedEstimate
}

/// The columns by member from which gains and roles are told.
struct MemberColumns {
  let count: Int
  private let bills: [Double]
  private let generation: [Double]?
  private let storage: [Double]?
  private let bought: [Double]?
  private let sold: [Double]?

  /// - Returns: `nil` when the study holds no bills by member.
  init?(_ table: StudyTable) {
    guard let members = table.tables.first(where: { $0.axis == "member" }),
      let bills = members.columns.first(where: { $0.name == "bill" })
    else { return nil }
    func values(_ names: [String]) -> [Double]? {
      members.columns.first { names.contains($0.name) }?.values
    }
    count = members.labels.count
    self.bills = bills.values
    generation = values(["generation_energy"])
    storage = values(MemberRole.storageColumns)
    bought = values(["bought"])
    sold = values(["sold"])
  }

  /// Whether the columns tell who generates, who stores and who trades.
  var knowsGeneration: Bool { generation != nil }
  var knowsStorage: Bool { storage != nil }
  var knowsTrade: Bool { bought != nil && sold != nil }

  /// What the member owes in a row of the study.
  func bill(_ member: Int, row: Int) -> Double { bills[row * count + member] }

  /// What the member does in a row of the study.
  func role(_ member: Int, row: Int) -> MemberRole {
    let place = row * count + member
    var role = MemberRole()
    if let generation, generation[place] > 0 { role.insert(.generates) }
    if let storage, storage[place] > 0 { role.insert(.stores) }
    if bought.map({ $0[place] > 0 }) == true || sold.map({ $0[place] > 0 }) == true {
      role.insert(.trades)
    }
    return role
  }

  /// The groups that a member belongs to, by its roles at both levels.
  func groups(_ role: MemberRole, _ base: MemberRole) -> [MemberChange.Group] {
    guard knowsGeneration else { return [.all] }
    let devices: MemberRole = [.generates, .stores]
    guard role.intersection(devices) == base.intersection(devices) else { return [.all, .changed] }
    if role.contains(.stores) { return [.all, .withStorage] }
    if role.contains(.generates) { return [.all, .prosumers] }
    let takesPart = role.union(base).contains(.trades)
    return knowsTrade && !takesPart ? [.all, .consumers, .nonParticipants] : [.all, .consumers]
  }
}

extension StudySelection {
  /// Who gains and who loses at each level.
  ///
  /// Members are not replicates: what is said of them is calculated for each run first.
  func memberChanges(_ options: ComparisonOptions) -> [MemberChange] {
    guard let columns = MemberColumns(table) else { return [] }
    return strata.indices.flatMap { stratum in
      levels.indices.filter { $0 != baseline }.flatMap { level in
        changes(columns, level: level, stratum: stratum, options)
      }
    }
  }

  private func changes(
    _ columns: MemberColumns, level: Int, stratum: Int, _ options: ComparisonOptions
  ) -> [MemberChange] {
    var tallies = Dictionary(
      uniqueKeysWithValues: MemberChange.Group.allCases.map {
        ($0, MemberTally(seedCount: table.seeds.count))
      })
    for pair in pairs[level][stratum] where isDone(pair) {
      var changes: [MemberChange.Group: [BillChange]] = [:]
      for member in 0..<columns.count {
        let (bill, base) = (
          columns.bill(member, row: pair.row), columns.bill(member, row: pair.baseline)
        )
        guard bill.isFinite, base.isFinite else { continue }
        let groups = columns.groups(
          columns.role(member, row: pair.row), columns.role(member, row: pair.baseline))
        for group in groups { changes[group, default: []].append(BillChange(base, bill)) }
      }
      for (group, values) in changes { tallies[group]?.add(values, seed: pair.replication) }
    }
    return MemberChange.Group.allCases.compactMap { group in
      tallies[group].flatMap { tally in
        tally.isEmpty
          ? nil
          : tally.change(
            group, stratum: strata[stratum], level: levels[level], baseline: levels[baseline],
            options.confidence)
      }
    }
  }
}

/// The change of one bill.
private struct BillChange {
  let amount: Double
  /// Whether the bill falls or rises by more than what rounding adds up to.
  let falls: Bool
  let rises: Bool

  /// The change, in currency units or as a share of the bill, up to which nobody gains or loses: each
  /// interval of each posting is rounded to a millionth.
  private static let rounding = 1e-5

  init(_ before: Double, _ after: Double) {
    amount = after - before
    let noise = Self.rounding * max(1, before.magnitude, after.magnitude)
    falls = amount < -noise
    rises = amount > noise
  }
}

/// What is said of the members of a group, run by run.
private struct MemberTally {
  private var counts: SeedMeans
  private var changes: SeedMeans
  private var medians: SeedMeans
  private var winners: SeedMeans
  private var losers: SeedMeans
  private var gains: SeedMeans
  private var losses: SeedMeans
  private(set) var isEmpty = true

  init(seedCount: Int) {
    counts = SeedMeans(seedCount: seedCount)
    (changes, medians, winners, losers, gains, losses) = (
      counts, counts, counts, counts, counts, counts
    )
  }

  /// Adds the changes of the group's members in one run.
  mutating func add(_ values: [BillChange], seed: Int) {
    isEmpty = false
    let count = Double(values.count)
    let sorted = values.map(\.amount).sorted()
    let middle = sorted.count / 2
    counts.add(count, seed: seed)
    changes.add(sorted.reduce(0, +) / count, seed: seed)
    medians.add(
      sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
      seed: seed)
    winners.add(Double(values.count { $0.falls }) / count, seed: seed)
    losers.add(Double(values.count { $0.rises }) / count, seed: seed)
    gains.add(min(0, sorted[0]), seed: seed)
    losses.add(max(0, sorted[sorted.count - 1]), seed: seed)
  }

  func change(
    _ group: MemberChange.Group, stratum: [String], level: String, baseline: String,
    _ confidence: Double
  ) -> MemberChange {
    func estimate(_ means: SeedMeans) -> SeedEstimate {
      SeedEstimate(means.values, confidence: confidence)
    }
    return MemberChange(
      stratum: stratum, level: level, baseline: baseline, group: group,
      memberCount: estimate(counts), change: estimate(changes), median: estimate(medians),
      winners: estimate(winners), losers: estimate(losers), greatestGain: estimate(gains),
      greatestLoss: estimate(losses))
  }
}
