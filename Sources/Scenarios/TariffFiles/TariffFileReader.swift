import Parameters
import ProfileFiles
import Quantities
import TariffFiles
import Tariffs

/// Reads one tariff file.
struct TariffFileReader {
  let path: String
  let context: TariffFile.Context
  let files: ScenarioFiles
  let diagnostics = Diagnostics()

  func read(_ bytes: [UInt8]) throws(ScenarioError) -> TariffFile {
    if Self.isRateOfDatabase(bytes) { return try readRateOfDatabase(bytes) }
    let root = try YAMLDocument.read(YAMLText(bytes, file: path), diagnostics: diagnostics)
    let currency = currency(in: root)
    let reading = ParameterReading(currency: currency, diagnostics: diagnostics)
    guard let section = reading.variant(root, as: TariffFileKeys.variants, inGroup: false) else {
      try diagnostics.check()
      throw ScenarioError(SourcePlace(path), "the tariff is not complete.")
    }
    let zone = zone(section)
    let inputs = TariffInputs(
      currency: currency, days: context.days, zone: zone ?? context.zone, reading: files)
    var plan: RatePlan?
    if let kind = section.kind, TariffKinds.all.indices.contains(kind),
      let values = section.plainValues
    {
      plan = reading.model(from: values, of: section) {
        (values) throws(ParameterError) -> RatePlan in
        try TariffKinds.all[kind].init(values).plan(
          named: section.text(TariffFileKeys.name) ?? "", inputs)
      }
    }
    if let plan, let days = context.days {
      diagnostics.checkValidity(of: plan, over: days, at: section.place(TariffFileKeys.name))
    }
    let holidays = holidays(section)
    try diagnostics.check()
    guard let plan, let kind = section.kind else {
      throw ScenarioError(section.place, "the tariff is not complete.")
    }
    return TariffFile(
      plan: plan, kindName: TariffKinds.all[kind].parameterSet.name, zone: zone,
      holidays: holidays)
  }

  /// Whether bytes look like a rate of the Utility Rate Database: JSON with one of its keys.
  static func isRateOfDatabase(_ bytes: [UInt8]) -> Bool {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let first = bytes[start...].first(where: { ![9, 10, 13, 32].contains($0) }),
      [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(first)
    else { return false }
    return [#""items""#, #""energyratestructure""#, #""utility""#, #""label""#].contains { key in
      bytes.firstRange(of: Array(key.utf8)) != nil
    }
  }

  private func readRateOfDatabase(_ bytes: [UInt8]) throws(ScenarioError) -> TariffFile {
    var options = URDBOptions()
    if let currency = context.currency { options.currency = currency }
    do {
      let plan = try URDBRate.read(bytes, named: path).plan(options)
      if let days = context.days {
        diagnostics.checkValidity(of: plan, over: days, at: SourcePlace(path))
      }
      try diagnostics.check()
      return TariffFile(plan: plan, kindName: UrdbTariff.parameterSet.name)
    } catch let error as URDBFileError {
      throw ScenarioError(
        error.diagnostics.map {
          Diagnostic(SourcePlace($0.file, line: $0.line, column: $0.column), $0.message)
        })
    } catch let error as URDBPlanError {
      throw ScenarioError(SourcePlace(path), error.description)
    } catch let error as ScenarioError {
      throw error
    } catch {
      throw ScenarioError(SourcePlace(path), "\(error)")
    }
  }

  /// The currency, which is needed before prices can be read.
  private func currency(in root: YAMLNode) -> String {
    let key = TariffFileKeys.currency.name
    let standard = context.currency ?? "EUR"
    guard let entry = root[key] else { return standard }
    guard case .scalar(let code, _) = entry.value.content, code.utf8.count == 3,
      code.utf8.allSatisfy({ (65...90).contains($0) })
    else {
      diagnostics.report(
        entry.value.place,
        "'\(key)' in 'tariff' must be the code of a currency such as 'EUR', but is "
          + "\(entry.value.summary).")
      return standard
    }
    if let known = context.currency, known != code {
      diagnostics.report(
        entry.value.place,
        "the tariff is written in \(code), but \(known) is needed.")
    }
    return code
  }

  private func zone(_ section: Section) -> CivilTimeZone? {
    guard let name = section.text(TariffFileKeys.timeZone) else { return nil }
    if let known = context.zone, known.identifier == name { return known }
    if let known = context.zone {
      diagnostics.report(
        section.place(TariffFileKeys.timeZone),
        "the tariff is written for \(name), but the time zone is \(known.identifier).")
      return known
    }
    do {
      return try CivilTimeZone(identifier: name, covering: ProfileZones.usualRange)
    } catch {
      diagnostics.report(section.place(TariffFileKeys.timeZone), "\(error)")
      return nil
    }
  }

  private func holidays(_ section: Section) -> HolidayCalendar? {
    let name = section.text(TariffFileKeys.holidays)
    let dates = section.texts(TariffFileKeys.extraHolidays).compactMap {
      CivilDate(parsing: $0)
    }
    guard name != nil || !dates.isEmpty else { return nil }
    let named = HolidayCalendar.named.first { $0.name == name }?.calendar ?? .none
    let calendar = dates.isEmpty ? named : named.adding(dates: dates)
    if let known = context.holidays, known != calendar {
      diagnostics.report(
        section.place(name == nil ? TariffFileKeys.extraHolidays : TariffFileKeys.holidays),
        "the tariff is written for other holidays than those that are billed by.")
    }
    return calendar
  }
}

extension TariffInputs {
  /// Creates inputs that read the files which a tariff names.
  init(
    currency: String, days: ClosedRange<CivilDate>?, zone: CivilTimeZone?,
    reading files: ScenarioFiles
  ) {
    self.init(currency: currency, days: days, zone: zone)
    bytes = { (path) throws(ParameterError) in
      do {
        return try files.bytes(of: path)
      } catch {
        throw ParameterError("file", "can't be read: '\(path)': \(error)")
      }
    }
    prices = { (path, column) throws(ParameterError) in
      guard let zone else {
        throw ParameterError("file", "has times, but no time zone is named")
      }
      do {
        return try PriceSeriesFile.read(
          files.bytes(of: path), path: path, column: column, zone: zone)
      } catch let error as ProfileFileError {
        throw ParameterError("file", "can't be used: \(error)")
      } catch {
        throw ParameterError("file", "can't be read: '\(path)': \(error)")
      }
    }
  }
}
