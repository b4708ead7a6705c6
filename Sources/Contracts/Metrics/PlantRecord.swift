public import Quantities

/// What became of a plant, from its crowdfunding on.
public struct PlantRecord: Sendable {
  /// What identifies it.
  public let id: PlantID
  /// The referendum that approved it.
  public let referendum: ReferendumID
  /// The capacity.
  public let capacity: Quota
  /// What it costs, in whole units of the currency.
  public let cost: Int64
  /// When it was proposed, in seconds.
  public let proposed: Int64
  /// When the crowdfunding was opened, in seconds.
  public let opened: Int64
  /// The last second of the crowdfunding.
  public let end: Int64
  /// When the bid was made that met the target; `nil` while it is not met.
  public internal(set) var full: Int64?
  /// When the crowdfunding was found successful.
  public internal(set) var building: Int64?
  /// When it began to operate.
  public internal(set) var operating: Int64?
  /// When the crowdfunding was found to have failed.
  public internal(set) var failed: Int64?
  /// When it was removed.
  public internal(set) var removed: Int64?
  /// The share of the target that was funded after 10 %, 20 % … 100 % of the window, bids of that
  /// very second included; not a number for what has not come yet or was never seen.
  public internal(set) var fillCurve = [Double](repeating: .nan, count: 10)
  /// The number of funders when the crowdfunding succeeded; 0 before.
  public internal(set) var funderCount: Int64 = 0
  /// The Gini coefficient of the bids when the crowdfunding succeeded; not a number before.
  public internal(set) var bidGini = Double.nan
  /// The sum of the bids while the crowdfunding was open, as last seen, in whole units of the
  /// currency; bids that are returned after it stay counted.
  public internal(set) var total: Int64
  /// The money that was added by bids or raises of bids, in whole units of the currency; what is
  /// withdrawn and bid again counts twice.
  var added: Int128 = 0
  /// The part of it in the last week of the window.
  var addedInLastWeek: Int128 = 0
  /// Whether bids are taken.
  private var isCollecting: Bool
  /// The number of shares of the fill curve that are behind.
  private var reachedTenths = 0

  /// The share of the money added that came in the last seven days of the window; not a number
  /// without bids.
  public var lastWeekShare: Double { Double(addedInLastWeek) / Double(added) }

  /// The time from the opening to the bid that met the target, in days; not a number while it is
  /// not met.
  public var daysToFull: Double { full.map { days(from: opened, to: $0) } ?? .nan }

  init(_ plant: PowerPlant, proposed: Int64, seenAt time: Int64) {
    id = plant.id
    referendum = plant.referendum
    capacity = plant.capacity
    cost = plant.cost
    self.proposed = proposed
    opened = plant.crowdfunding.start
    end = plant.crowdfunding.end
    total = plant.crowdfunding.total
    isCollecting = plant.status == .funding
    while reachedTenths < 10, tenth(reachedTenths + 1) < time { reachedTenths += 1 }
    if plant.crowdfunding.isSuccess { succeed(plant) }
  }

  /// Takes the total after a call at a time.
  ///
  /// - Parameters:
  ///   - newTotal: The sum of the bids after the call.
  ///   - isFunding: Whether the plant still collects money after the call.
  mutating func follow(total newTotal: Int64, isFunding: Bool, at time: Int64) {
    guard isCollecting else { return }
    passTenths(before: time)
    guard isFunding else {
      isCollecting = false
      return
    }
    let change = newTotal - total
    guard change != 0 else { return }
    if change > 0 {
      added += Int128(change)
      if Int128(time) > Int128(end) - 7 * 86_400 { addedInLastWeek += Int128(change) }
    }
    total = newTotal
    full = total == cost ? time : nil
  }

  /// Takes what is known when the crowdfunding succeeds.
  mutating func succeed(_ plant: PowerPlant) {
    funderCount = plant.funderCount
    bidGini = giniCoefficient(plant.crowdfunding.bids.map { Double($0.amount) })
  }

  /// The record as it is at a time, up to which nothing happened to it.
  func seen(at time: Int64) -> PlantRecord {
    var record = self
    if isCollecting { record.passTenths(before: time < .max ? time + 1 : .max) }
    return record
  }

  /// Notes the total in the shares that lie before a time.
  private mutating func passTenths(before time: Int64) {
    while reachedTenths < 10, tenth(reachedTenths + 1) < time {
      fillCurve[reachedTenths] = Double(total) / Double(cost)
      reachedTenths += 1
    }
  }

  /// The second after which a number of tenths of the window are behind.
  private func tenth(_ number: Int) -> Int64 {
    let length = Int128(end) - Int128(opened)
    return Int64(clamping: Int128(opened) + length * Int128(number) / 10)
  }
}

/// The time between two seconds, in days.
func days(from start: Int64, to end: Int64) -> Double { (Double(end) - Double(start)) / 86_400 }
