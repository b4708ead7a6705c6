import Agents
import Markets
import Parameters
import Quantities
import Settlement

extension ScenarioReader {
  /// The local market; reports gate closures that do not lie between intervals, and stages that do
  /// not follow one another.
  func marketSettings(
    _ section: Section, time: TimeSettings?, reading: ParameterReading
  ) -> MarketSettings? {
    let spot = stage(
      section, named: MarketStage.spotName, place: section.place, time: time, reading: reading)
    var names: Set<String> = [MarketStage.spotName, MarketStage.settlementName]
    var earlier: [MarketStage] = []
    for stageSection in section.list(MarketKeys.stages) {
      guard let name = stageSection.text(MarketStageKeys.name) else { continue }
      let place = stageSection.place(MarketStageKeys.name)
      if !isGroupName(name) {
        diagnostics.report(
          place,
          "'\(name)' names no group of the results: write lower-case letters, digits, '-' and '_'.")
      } else if !names.insert(name).inserted {
        diagnostics.report(place, "there is more than one stage called '\(name)'.")
      }
      guard
        let stage = stage(
          stageSection, named: name, place: place, time: time, reading: reading)
      else { continue }
      if let spot, stage.leadIntervals <= spot.leadIntervals {
        diagnostics.report(
          stageSection.place(MarketKeys.gateClosureLead),
          "the gate of the stage '\(name)' must close before that of the market it precedes.")
      }
      earlier.append(stage)
    }
    let settlementSection = section.section(MarketKeys.settlement)
    let settlement = settlementSection.flatMap {
      stage(
        $0, named: MarketStage.settlementName, place: $0.place, time: time, reading: reading)
    }
    guard let spot, (settlementSection == nil) == (settlement == nil),
      earlier.count == section.list(MarketKeys.stages).count,
      let imbalance = section.section(MarketKeys.imbalance).flatMap(imbalanceRule),
      let forecast = forecast(section, reading: reading)
    else { return nil }
    // Stages of one lead keep the order of the file.
    let order = earlier.indices.sorted {
      (-earlier[$0].leadIntervals, $0) < (-earlier[$1].leadIntervals, $1)
    }
    return MarketSettings(
      stages: order.map { earlier[$0] } + [spot], settlementStage: settlement,
      forecast: forecast.model, forecastKind: forecast.kind, imbalance: imbalance)
  }

  private func forecast(
    _ section: Section, reading: ParameterReading
  ) -> (model: any ForecastModel, kind: String)? {
    guard let section = section.section(MarketKeys.forecast), let values = section.plainValues,
      let kind = section.kind, ForecastModels.all.indices.contains(kind)
    else { return nil }
    let type = ForecastModels.all[kind]
    let model = reading.model(from: values, of: section) {
      (values) throws(ParameterError) -> any ForecastModel in try type.init(values)
    }
    return model.map { ($0, type.parameterSet.name) }
  }

  private func stage(
    _ section: Section, named name: String, place: SourcePlace, time: TimeSettings?,
    reading: ParameterReading
  ) -> MarketStage? {
    guard let values = section.plainValues, let kind = section.kind,
      MarketMechanisms.all.indices.contains(kind), let rounds = section.integer(MarketKeys.rounds)
    else { return nil }
    let type = MarketMechanisms.all[kind]
    let mechanism = reading.model(from: values, of: section) {
      (values) throws(ParameterError) -> any MarketMechanism in try type.init(values)
    }
    guard let mechanism, let time else { return nil }
    let lead = nanoseconds(section.number(MarketKeys.gateClosureLead) ?? 0)
    let (count, rest) = lead.quotientAndRemainder(dividingBy: time.intervalNanoseconds)
    guard rest == 0, count < time.intervalCount else {
      diagnostics.report(
        section.place(MarketKeys.gateClosureLead),
        "'\(MarketKeys.gateClosureLead.name)' in 'market' must be a whole number of intervals, and "
          + "shorter than the horizon.")
      return nil
    }
    return MarketStage(
      name: name, mechanism: mechanism, kindName: type.parameterSet.name, leadIntervals: Int(count),
      rounds: Int(rounds))
  }

  /// Reports a mechanism that has to know more of the network than the scenario has.
  func checkNeeds(of market: MarketSettings, network: NetworkSettings?, in section: Section) {
    let place = section.place(ScenarioKeys.market)
    let stages = market.stages + (market.settlementStage.map { [$0] } ?? [])
    for stage in stages {
      let needs = stage.mechanism.needs
      if needs.contains(.feeder), network?.constraints?.policy != .locational {
        diagnostics.report(
          place,
          "the mechanism '\(stage.kindName)' needs 'network' with 'constraints: {policy: "
            + "\(ConstraintSettings.Policy.locational.rawValue)}'.")
      } else if !needs.isDisjoint(with: [.distances, .zones]), network?.isRadial != true {
        diagnostics.report(
          place,
          "the mechanism '\(stage.kindName)', as it is set, needs a balanced network with one source "
            + "and without loops.")
      }
    }
  }

  private func imbalanceRule(_ section: Section) -> ImbalanceRule? {
    switch section.kind.map({ ImbalanceKeys.kinds[$0].name }) {
    case ImbalanceKeys.penalty.name:
      section.number(ImbalanceKeys.price).map { price in
        let micros = Int64(exactly: (price * 1e6).rounded(.toNearestOrEven)) ?? .max
        return .penalty(EnergyPrice(microsPerKilowattHour: micros))
      }
    case ImbalanceKeys.marginal.name: .marginal
    default: .tariff
    }
  }

  /// Whether a name can stand in the path of a group.
  private func isGroupName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 40
      && name.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95
      }
  }
}
