extension URDBRate {
  /// The period to which credits in kWh move when each month begins, where the schedules of the
  /// seasons differ; empty where they do not.
  ///
  /// As in SAM, a credit goes where the time of day of its origin has gone: the first of hours 0, 5,
  /// 11 and 17 of weekdays at which its period held decides. SAM loses the credits of a period that
  /// holds at none of them; here they stay, or follow the first hour at which the period held.
  var creditTransfers: [[Int?]] {
    guard energyWeekdays.count == 12, energyWeekends.count == 12 else { return [] }
    let transfers = (0..<12).map { month in
      energy.indices.map { period -> Int? in
        transfer(of: period, from: (month + 11) % 12, to: month)
      }
    }
    let stays = energy.indices.map { period -> Int? in period }
    return transfers.allSatisfy { $0 == stays } ? [] : transfers
  }

  private func transfer(of period: Int, from before: Int, to month: Int) -> Int {
    let (old, new) = (energyWeekdays[before], energyWeekdays[month])
    if let hour = [0, 5, 11, 17].first(where: { old[$0] == period }) { return new[hour] }
    if new.contains(period) || energyWeekends[month].contains(period) { return period }
    if let hour = old.firstIndex(of: period) { return new[hour] }
    if let hour = energyWeekends[before].firstIndex(of: period) {
      return energyWeekends[month][hour]
    }
    // The period held at no hour of the month before: it has no credits.
    return period
  }
}
