import JSONReading
public import Tariffs

/// What a member carries from bill to bill, as JSON: whole numbers of milliwatt-hours, milliwatts and
/// millionths of the currency.
enum StateText {
  static func json(_ state: BillingState) -> String {
    let lots = state.credits.lots.map {
      "{\"month\": \($0.month), \"period\": \($0.period), \"milliwattHours\": \($0.energy)}"
    }
    let peaks = state.peaks.map { charge in
      list(
        charge.map { period in
          list(
            period.map {
              "{\"year\": \($0.year), \"month\": \($0.month), \"milliwatts\": \($0.power)}"
            })
        })
    }
    return "{\"credits\": \(list(lots)), \"expiredMilliwattHours\": \(state.credits.expired), "
      + "\"moneyMicros\": \(state.moneyMicros), \"yearMicros\": \(state.yearMicros), "
      + "\"yearMonths\": \(state.yearMonths), \"peaks\": \(list(peaks))}"
  }

  private static func list(_ parts: [String]) -> String { "[\(parts.joined(separator: ", "))]" }
}

extension BillReport {
  /// What the members of an earlier report carry on, by their names: the credits, money and peaks after
  /// the last bill of its first tariff.
  ///
  /// - Parameters:
  ///   - bytes: A report as ``json()`` writes it.
  ///   - path: Its path, for messages.
  /// - Throws: ``TariffFileError`` with the place of what is wrong.
  public static func states(
    bytes: [UInt8], path: String
  ) throws(TariffFileError) -> [String: BillingState] {
    let document: JSONDocument
    do {
      document = try JSONDocument(bytes)
    } catch {
      var places = TextPlaces(bytes)
      let (line, column) = places.place(ofByte: error.offset)
      throw TariffFileError("\(path):\(line):\(column): \(error.message)")
    }
    let reader = StateReader(path: path)
    let tariffs = try reader.elements("tariffs", of: document.root)
    guard let first = tariffs.first else {
      throw reader.fault(document.root, "there is no tariff in the report.")
    }
    var states: [String: BillingState] = [:]
    for member in try reader.elements("members", of: first) {
      guard let name = member.member("member")?.string else {
        throw reader.fault(member, "a member needs the name 'member'.")
      }
      guard let state = member.member("state") else {
        throw reader.fault(member, "the member '\(name)' has no 'state'.")
      }
      states[name] = try reader.state(state)
    }
    return states
  }
}

/// Reads what members carry on from a report.
private struct StateReader {
  let path: String

  func fault(_ value: JSONValue, _ message: String) -> TariffFileError {
    var places = TextPlaces(value.document.bytes)
    let (line, column) = places.place(ofByte: value.offset)
    return TariffFileError("\(path):\(line):\(column): \(message)")
  }

  func elements(_ name: String, of value: JSONValue) throws(TariffFileError) -> [JSONValue] {
    guard let elements = value.member(name)?.elements else {
      throw fault(value, "the list '\(name)' is missing. Give a report of 'mgsim bill' in JSON.")
    }
    return elements
  }

  private func integer(_ name: String, of value: JSONValue) throws(TariffFileError) -> Int64 {
    guard let member = value.member(name), case .some(.integer(let number)) = member.wholeNumber
    else {
      throw fault(value, "'\(name)' must be a whole number.")
    }
    return number
  }

  func state(_ value: JSONValue) throws(TariffFileError) -> BillingState {
    var state = BillingState()
    for lot in try elements("credits", of: value) {
      state.credits.lots.append(
        CreditLots.Lot(
          month: Int(try integer("month", of: lot)), period: Int(try integer("period", of: lot)),
          energy: try integer("milliwattHours", of: lot)))
    }
    state.credits.expired = try integer("expiredMilliwattHours", of: value)
    state.moneyMicros = try integer("moneyMicros", of: value)
    state.yearMicros = try integer("yearMicros", of: value)
    state.yearMonths = try integer("yearMonths", of: value)
    for charge in try elements("peaks", of: value) {
      var periods: [[PastPeak]] = []
      for period in charge.elements ?? [] {
        var peaks: [PastPeak] = []
        for peak in period.elements ?? [] {
          peaks.append(
            PastPeak(
              year: Int(try integer("year", of: peak)), month: Int(try integer("month", of: peak)),
              power: try integer("milliwatts", of: peak)))
        }
        periods.append(peaks)
      }
      state.peaks.append(periods)
    }
    return state
  }
}
