import Agents
import Devices
import Profiles
import Quantities
import Scenarios

/// What members plan to do with their devices.
extension MemberDevices {
  /// The prices that a member expects in the intervals ahead.
  struct ExpectedPrices {
    var buying: [Double] = []
    var selling: [Double] = []
    var minutesOfDay: [Int] = []
  }

  /// Lets a member plan all its devices, one after the other: appliances, the vehicle, rooms, and
  /// the battery, which sees what the others will do.
  ///
  /// - Parameter prices: What it expects from the interval that begins on.
  mutating func plan(member: Int, _ prices: ExpectedPrices) {
    let first = planning.interval
    let count = prices.buying.count
    guard count > 0 else { return }
    let start = planning.start(ofInterval: first)
    forecastSurplus(ofMember: member, from: first, count: count)
    planning.firstIntervals[member] = first
    planning.isDue[member] = false
    var outlook = PlanningOutlook(
      intervalHours: planning.hours, surplus: planning.surpluses[member],
      importPrices: prices.buying, exportPrices: prices.selling,
      minutesOfDay: prices.minutesOfDay)
    lookAtTemperatures(ofMember: member, count: count)
    for unit in flexible.unitsOfMember[member] {
      flexible.change(unit) { $0.makePlan(outlook, at: start) }
      for index in 0..<count {
        outlook.surplus[index] += meanPower(ofUnit: unit, in: first + index) ?? 0
      }
    }
    let battery = batteryOfMember[member]
    guard battery >= 0 else { return }
    outlook.heldCount = planning.renewals[member] + planning.longestLead
    controls[battery].plan(outlook, battery: batteries[battery], into: &batteryPlans[battery])
  }

  /// Looks up the temperatures around a member's rooms.
  private mutating func lookAtTemperatures(ofMember member: Int, count: Int) {
    for table in tables {
      for follower in table.outdoorTemperatures
      where flexible.rooms[follower.member].owner == member {
        flexible.rooms[follower.member].outdoorTemperatures = (0..<count).map {
          let start = planning.start(ofInterval: planning.interval + $0)
          return table.value(follower.column, row: table.schedule.row(at: start))
        }
      }
    }
  }

  /// The place of an interval in a member's plan.
  private func place(of interval: Int, inPlanOf member: Int) -> Int? {
    let first = planning.firstIntervals[member]
    let place = interval - first
    return first >= 0 && place >= 0 && place < planning.surpluses[member].count ? place : nil
  }

  /// What the plan of a unit comes to in an interval, as a mean power.
  func meanPower(ofUnit unit: Int, in interval: Int) -> Double? {
    let owner = flexible.read(unit) { $0.owner }
    guard let place = place(of: interval, inPlanOf: owner) else { return nil }
    let start = planning.start(ofInterval: planning.firstIntervals[owner])
    return flexible.read(unit) { unit in
      guard place < unit.plan.powers.count else { return nil }
      return unit.plan.powers[place]
        * unit.share(ofInterval: place, from: start, hours: planning.hours)
    }
  }

  /// What the plan of a unit says of the interval that is open, accepted changes included.
  func plannedPower(ofUnit unit: Int) -> Double? {
    let owner = flexible.read(unit) { $0.owner }
    let interval = planning.interval
    guard let place = place(of: interval, inPlanOf: owner) else { return nil }
    return flexible.read(unit) { unit in
      guard place < unit.plan.powers.count else { return nil }
      return unit.plan.powers[place] + unit.accepted.watts(in: interval)
    }
  }

  /// What the plan of a battery says of the interval that is open, accepted changes included; `nil`
  /// where its control does not look ahead.
  func plannedPower(ofBattery battery: Int) -> Power? {
    let interval = planning.interval
    if let central {
      return Power(watts: central.power(ofBattery: battery, in: interval) ?? 0)
    }
    guard controls[battery].lookAhead != nil,
      let place = place(of: interval, inPlanOf: ownerOfBattery[battery]),
      place < batteryPlans[battery].powers.count
    else { return nil }
    return Power(
      watts: batteryPlans[battery].powers[place]
        + acceptedBatteryChanges[battery].watts(in: interval))
  }

  /// What a member's plans come to in a delivery interval; `nil` when it has none for it.
  func plannedPosition(
    ofMember member: Int, for delivery: Range<Instant>
  ) -> ExpectedPosition? {
    let elapsed = delivery.lowerBound.nanoseconds - planning.time.start.nanoseconds
    let interval = Int(elapsed / planning.time.intervalNanoseconds)
    guard let place = place(of: interval, inPlanOf: member) else { return nil }
    var watts = planning.surpluses[member][place]
    for unit in flexible.unitsOfMember[member] {
      watts += meanPower(ofUnit: unit, in: interval) ?? 0
      watts += flexible.read(unit) { $0.accepted.watts(in: interval) }
    }
    let battery = batteryOfMember[member]
    if battery >= 0, let central {
      watts += central.power(ofBattery: battery, in: interval) ?? 0
    } else if battery >= 0, place < batteryPlans[battery].powers.count {
      watts += batteryPlans[battery].powers[place]
      watts += acceptedBatteryChanges[battery].watts(in: interval)
    }
    let energy = Energy(wattHours: abs(watts) * planning.hours)
    return watts < 0
      ? ExpectedPosition(imported: energy, exported: .zero)
      : ExpectedPosition(imported: .zero, exported: energy)
  }
}

// MARK: Answers to prices

extension MemberDevices {
  /// An answer to a price, and the device that gives it.
  struct Answer {
    /// The number that names the device when the answer is accepted.
    var device: Int32
    var response: FlexibleResponse
  }

  /// How a member's devices would answer to the price of an interval: those with which its plan
  /// begins; none for other intervals.
  func answers(ofMember member: Int, for interval: Int, into answers: inout [Answer]) {
    answers.removeAll(keepingCapacity: true)
    guard planning.firstIntervals[member] == interval else { return }
    for unit in flexible.unitsOfMember[member] {
      flexible.read(unit) { device in
        for response in device.plan.responses {
          answers.append(Answer(device: Int32(truncatingIfNeeded: unit), response: response))
        }
      }
    }
    let battery = batteryOfMember[member]
    guard battery >= 0 else { return }
    for response in batteryPlans[battery].responses {
      answers.append(
        Answer(
          device: Int32(truncatingIfNeeded: flexible.count + battery), response: response))
    }
  }

  /// Lets a device do more, or less, than planned in an interval.
  ///
  /// - Parameters:
  ///   - device: The number of the device in an ``Answer``; others are ignored.
  ///   - watts: The change of its mean injection.
  mutating func accept(_ watts: Double, ofDevice device: Int32, for interval: Int) {
    let device = Int(device)
    if device >= 0, device < flexible.count {
      flexible.change(device) { $0.accepted.add(watts, in: interval) }
    } else if batteries.indices.contains(device - flexible.count) {
      acceptedBatteryChanges[device - flexible.count].add(watts, in: interval)
    }
  }
}
