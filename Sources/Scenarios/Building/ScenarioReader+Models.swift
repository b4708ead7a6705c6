import Parameters
import Tariffs

extension ScenarioReader {
  /// Reports tariffs whose periods begin or end within a settlement interval.
  func checkBoundaries(of tariffs: [NamedTariff?], _ sections: [Section], interval: Int64) {
    for (tariff, section) in zip(tariffs, sections) {
      guard let tariff,
        let minute = tariff.tariff.boundaryMinutes.first(where: {
          Int64($0) * 60_000_000_000 % interval != 0
        })
      else { continue }
      let clock = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      diagnostics.report(
        section.place(TariffKeys.name),
        "the tariff '\(tariff.name)' changes at \(clock.joined(separator: ":")), which is no "
          + "boundary of the intervals.")
    }
  }

  /// The tariffs; `nil` in the place of one that has a fault, so that indices stay.
  func tariffs(_ sections: [Section], reading: ParameterReading) -> [NamedTariff?] {
    var names: Set<String> = []
    var tariffs: [NamedTariff?] = []
    for section in sections {
      let name = section.text(TariffKeys.name) ?? ""
      if section.value(TariffKeys.name) != nil, !names.insert(name).inserted {
        diagnostics.report(
          section.place(TariffKeys.name), "there is more than one tariff called '\(name)'.")
      }
      guard let values = section.plainValues, let kind = section.kind,
        TariffKinds.all.indices.contains(kind)
      else {
        tariffs.append(nil)
        continue
      }
      let type = TariffKinds.all[kind]
      let tariff = reading.model(from: values, of: section) {
        (values) throws(ParameterError) -> any Tariff in try type.init(values)
      }
      tariffs.append(
        tariff.map { NamedTariff(name: name, kindName: type.parameterSet.name, tariff: $0) })
    }
    return tariffs
  }
}
