import Agents
import Markets
import Quantities

// How devices answer to the prices of the local market.
extension IntervalCycle {
  /// The response number of a part of a position that its device gives up unless it is served.
  private static func conditional(_ device: Int32) -> Int32 { -2 - device }

  /// Submits a member's position, and what its flexible devices would do beyond their plans, each at
  /// the value that the plan gives to the energy; what stays due on local energy is taken off what
  /// it would pay.
  ///
  /// No two orders of one member can meet: an answer against the position puts its price on a part
  /// of the position instead, which the device gives up when it is not served.
  mutating func submit(
    _ position: MeteredEnergy, ofMember member: Int, for target: Int, withAnswers: Bool
  ) throws(QuantityOverflow) {
    let tariff = tariffOfMember[member]
    let valuation = gateClock.valuations[tariff]
    answers.removeAll(keepingCapacity: true)
    if withAnswers { devices.answers(ofMember: member, for: target, into: &answers) }
    var rest = position
    for answer in answers {
      let milliwattHours = answer.response.change * devices.planning.hours * 1000
      let micros = answer.response.price * 1e6
      guard abs(milliwattHours) < 1e15, abs(micros) < 1e15 else { continue }
      var change = MeteredEnergy(milliwattHours: Int64(milliwattHours.rounded(.towardZero)))
      let isOpposed = rest > .zero ? change < .zero : rest < .zero && change > .zero
      if isOpposed {
        let opposite = .zero - change
        let part = rest > .zero ? min(rest, opposite) : max(rest, opposite)
        let limit = try limit(micros: micros, isOffer: part > .zero, valuation)
        change = change + part
        // Where the retailer's price is better than the value, the device keeps to its plan.
        let isBetter =
          part > .zero
          ? limit > valuation.willingnessToAccept : limit < valuation.willingnessToPay
        if isBetter {
          rest = rest - part
          market.submit(
            part, ofMember: member, valuation: valuation, limit: limit,
            response: Self.conditional(answer.device))
        }
      }
      var beyond = try limit(micros: micros, isOffer: change > .zero, valuation)
      // Not even at one price may it meet what is left of the position.
      let least = EnergyPrice(microsPerKilowattHour: 1)
      if change < .zero, rest > .zero {
        beyond = min(beyond, try valuation.willingnessToAccept.subtracting(least))
      } else if change > .zero, rest < .zero {
        beyond = max(beyond, try valuation.willingnessToPay.adding(least))
      }
      market.submit(
        change, ofMember: member, valuation: valuation, limit: beyond, response: answer.device)
    }
    market.submit(rest, ofMember: member, valuation: valuation)
  }

  /// An order to sell asks for the value, rounded up; one to buy offers it, rounded down, less what
  /// stays due.
  private func limit(
    micros: Double, isOffer: Bool, _ valuation: Valuation
  ) throws(QuantityOverflow) -> EnergyPrice {
    let price = EnergyPrice(microsPerKilowattHour: Int64(micros.rounded(isOffer ? .up : .down)))
    return isOffer ? price : try price.subtracting(valuation.localCharges)
  }

  /// Lets devices do what a round has served of their answers, in the interval to come.
  mutating func acceptAnswers(for interval: Int) throws(QuantityOverflow) {
    for order in market.session.orders.indices {
      let wish = market.session.wishes[market.session.wishOfOrder[order]]
      let served = market.session.clearing.servedEnergy[order]
      guard wish.response >= 0, served > .zero else { continue }
      try change(
        wish.response, ofMember: Int(wish.member),
        by: wish.quote.side == .bid ? .zero - served : served, for: interval)
    }
  }

  /// Lets devices give up what no round of a session has served of the parts of positions that they
  /// stand for.
  mutating func dropUnserved(for interval: Int) throws(QuantityOverflow) {
    for index in market.session.wishes.indices {
      let wish = market.session.wishes[index]
      guard wish.response <= -2, wish.left > .zero else { continue }
      try change(
        -2 - wish.response, ofMember: Int(wish.member),
        by: wish.quote.side == .bid ? wish.left : .zero - wish.left, for: interval)
    }
  }

  private mutating func change(
    _ device: Int32, ofMember member: Int, by energy: MeteredEnergy, for interval: Int
  ) throws(QuantityOverflow) {
    devices.accept(
      Double(energy.milliwattHours) / 1000 / devices.planning.hours, ofDevice: device,
      for: interval)
    market.announce(
      try market.announced(byMember: member, for: interval).adding(energy), ofMember: member,
      for: interval)
    answersAccepted = true
  }
}
