import Parameters
import Profiles
import Quantities

/// Loads that follow a profile in a way of their own.
extension MemberBuilding {
  /// The power of a load that follows a profile, shifted and varied as its section says.
  func loadUse(
    _ load: Section, _ profile: Parameter, _ power: Parameter, _ member: GroupMember?
  ) -> ProfileUse? {
    let path = MemberKeys.load.name
    guard let name = text(profile, of: load, member, path: path),
      case .number(let nominal) = load.scalar(power, for: member, path: path)
    else { return nil }
    let variation = variation(of: load, member)
    // The library looks at the greatest power only.
    let greatest = nominal * (variation?.greatestFactor ?? 1)
    guard var use = profiles.use(name, nominal: greatest, at: load.place(profile)) else {
      return nil
    }
    use.nominal = nominal
    use.variation = variation
    use.shiftNanoseconds = shift(of: load, member, use)
    return use
  }

  private func variation(of load: Section, _ member: GroupMember?) -> LoadVariation? {
    let path = "\(MemberKeys.load.name).\(LoadKeys.variation.name)"
    guard let section = load.section(LoadKeys.variation),
      case .number(let coefficient) = section.scalar(
        VariationKeys.coefficient, for: member, path: path),
      case .number(let seconds) = section.scalar(
        VariationKeys.correlation, for: member, path: path),
      coefficient > 0
    else { return nil }
    return LoadVariation(coefficient: coefficient, correlationSeconds: seconds)
  }

  private func shift(of load: Section, _ member: GroupMember?, _ use: ProfileUse) -> Int64 {
    let key = LoadKeys.shift
    guard let entry = load.entries[key.name],
      case .number(let seconds) = load.scalar(key, for: member, path: MemberKeys.load.name)
    else { return 0 }
    let nanoseconds = Int64((seconds * 1e9).rounded(.toNearestOrEven))
    if case .drawn = entry.content { return nanoseconds }
    profiles.check(shift: nanoseconds, of: use, at: entry.place)
    return nanoseconds
  }

  /// Rounds the shifts that members have drawn to whole steps of their profile files.
  mutating func roundShifts(to tables: [ScheduledProfiles]) {
    func round(_ use: inout ProfileUse?) {
      guard let shift = use?.shiftNanoseconds, shift != 0, let table = use?.table,
        tables.indices.contains(table)
      else { return }
      let step = tables[table].schedule.grid.stepNanoseconds
      use?.shiftNanoseconds = quotientRoundedHalfToEven(shift, by: step) * step
    }
    for index in members.indices {
      round(&members[index].load)
      round(&members[index].reactiveLoad)
    }
  }
}
