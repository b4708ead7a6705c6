import Quantities

extension BrazilRules {
  /// Finds the class of a generating unit from its facts.
  ///
  /// ```text
  /// GD I    requested by the last day of art. 26, rights kept
  /// GD III  mini-generation above the limit of art. 27 § 1, not dispatchable, and either remote
  ///         self-consumption, or shared with one holder of at least the share of art. 27 § 1
  /// GD II   all others
  /// ```
  ///
  /// - Throws: ``BrazilRulesError`` when the unit is larger than the compensation system allows, or
  ///   a fact is no number.
  public func classification(
    of facts: GenerationFacts
  ) throws(BrazilRulesError) -> SceeClassification {
    guard facts.kilowatts > 0, facts.kilowatts.isFinite else {
      throw BrazilRulesError("the power of a generating unit must be greater than zero.")
    }
    let isDispatchable = try isDispatchable(facts)
    let lastEarly = try lastRequest("legacy")
    let isEarly = facts.requestDate.map { $0 <= lastEarly } ?? true
    let isLegacy = isEarly && facts.keepsLegacy
    let isMicro = facts.kilowatts <= (try powerLimit("micro"))
    let limitName =
      isLegacy ? "legacy" : isDispatchable ? "mini-dispatchable" : "mini-non-dispatchable"
    let limit = try powerLimit(limitName)
    guard facts.kilowatts <= limit else {
      throw BrazilRulesError(
        "a unit of \(shown(facts.kilowatts)) kW is larger than the \(shown(limit)) kW up to which "
          + (isLegacy ? "" : isDispatchable ? "dispatchable " : "non-dispatchable ")
          + "units take part in the compensation system.")
    }
    if isLegacy {
      let end = try Self.found(legacyEnd.last, "'legacyEnd'").lastDay
      let reason =
        facts.requestDate.map { "requested on \($0), by \(lastEarly)" } ?? "connected before"
      return SceeClassification(
        sceeClass: .gd1, isMicro: isMicro, isDispatchable: isDispatchable,
        reason: "GD I until \(end): \(reason) (Lei 14.300/2022 art. 26).",
        openYear: end.year + 1, isLateRequest: false)
    }
    let lastLate = try lastRequest("late-request")
    // A unit that lost its rights counts by the general rule, whenever it was requested.
    let isLate = !isEarly && facts.requestDate.map { $0 <= lastLate } ?? false
    if let reason = try reasonForThirdClass(facts, isDispatchable: isDispatchable) {
      // § 1 ends its shares where the general rule does; § 2 only puts off what follows.
      return SceeClassification(
        sceeClass: .gd3, isMicro: isMicro, isDispatchable: isDispatchable,
        reason: "GD III: \(reason) (Lei 14.300/2022 art. 27 § 1).",
        openYear: try openYear("general"), isLateRequest: isLate)
    }
    let date = facts.requestDate.map { "requested on \($0)" } ?? "connected before"
    let why =
      isEarly ? "\(date), but the rights of art. 26 were lost" : "\(date), after \(lastEarly)"
    return SceeClassification(
      sceeClass: .gd2, isMicro: isMicro, isDispatchable: isDispatchable,
      reason: "GD II: \(why), and not of the kind of art. 27 § 1 (Lei 14.300/2022 art. 27).",
      openYear: try openYear(isLate ? "late-request" : "general"), isLateRequest: isLate)
  }

  private func isDispatchable(_ facts: GenerationFacts) throws(BrazilRulesError) -> Bool {
    guard facts.isDispatchable, facts.isPhotovoltaic else { return facts.isDispatchable }
    let storage = try Self.found(storageShare.last, "'storageShare'")
    return facts.kilowatts <= (try powerLimit("dispatchable-photovoltaic"))
      && facts.storageShare * 1e6 >= Double(storage.millionths)
  }

  /// Why a unit belongs to the third class; `nil` when it does not.
  private func reasonForThirdClass(
    _ facts: GenerationFacts, isDispatchable: Bool
  ) throws(BrazilRulesError) -> String? {
    let limit = try powerLimit("class-3")
    guard facts.kilowatts > limit, !isDispatchable else { return nil }
    let size = "\(shown(facts.kilowatts)) kW not dispatchable, above \(shown(limit)) kW"
    switch facts.modality {
    case .local, .multipleUnits: return nil
    case .remoteSelfConsumption: return "\(size), in remote self-consumption"
    case .shared:
      let holder = try Self.found(holderShare.last, "'holderShare'")
      guard facts.largestShare * 1e6 >= Double(holder.millionths) else { return nil }
      return "\(size), shared with a holder of at least \(shown(Double(holder.millionths) / 1e4)) %"
    }
  }

  /// A number without a fraction that is none.
  private func shown(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
  }
}
